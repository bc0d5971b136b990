import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { resultName } from '../../../reports/run-report.ts';
import type { Profile, Registry } from '../../../requirements/registry.ts';
import { startReference } from '../../targets/reference/in-process.ts';
import type { NamedCase } from '../load-cases.ts';
import { plan } from '../plan.ts';
import { type Ran, type RunOptions, runCases } from '../run.ts';
import { select } from '../select.ts';
import { capabilitiesOf } from '../self-test.ts';
import { Session } from '../session.ts';
import { type LoadedTarget, resolveTarget } from '../target/load-target.ts';
import type { Mutant } from './mutants.ts';

/** Every case, the cases of what a mutant breaks, or of these the quickest first until one of them kills it. */
export type Extent = 'every case' | 'what it breaks' | 'until it is killed';

export type Trial = {
  registry: Registry;
  cases: readonly NamedCase[];
  /** The reference server's target file. */
  loaded: LoadedTarget;
  extent: Extent;
  /** Each server gets a folder in it; the caller removes the whole. */
  folder: string;
  signal: AbortSignal;
};

export type Tried = {
  /** Failed or warned results of cases that verify what the mutant breaks. */
  killedBy: string[];
  /** Of those that verify only what it also breaks. */
  alsoKilledBy: string[];
  /** Of those that verify nothing the mutant is said to break. */
  unexpected: string[];
};

/**
 * Runs cases against a mutant, as far as it can change their results. Errored, flaky and untestable results never kill.
 * @throws the signal's reason
 */
export async function tryMutant(
  mutant: Mutant,
  changeable: readonly string[] | null,
  trial: Trial,
): Promise<Tried> {
  const { breaks, alsoBreaks = [] } = mutant;
  const killedBy: string[] = [];
  const alsoKilledBy: string[] = [];
  const unexpected: string[] = [];
  if (changeable?.length === 0) return { killedBy, alsoKilledBy, unexpected };
  await using opened = await openMutant(mutant, trial);
  const untilKilled = trial.extent === 'until it is killed';
  // What runs beside the result that kills it would run in vain.
  const limits = { only: changeable, evidence: false, oneByOne: untilKilled };
  const ran = runTrial(opened.session, mutant, trial, limits);
  for await (const { result } of ran) {
    const { outcome, verifies } = result;
    if (outcome !== 'failed' && outcome !== 'warned') continue;
    const verifiesOneOf = (ids: readonly string[]) => verifies.some((id) => ids.includes(id));
    const declared = verifiesOneOf(alsoBreaks) ? alsoKilledBy : unexpected;
    (verifiesOneOf(breaks) ? killedBy : declared).push(resultName(result));
    if (untilKilled && killedBy.length > 0) break;
  }
  trial.signal.throwIfAborted();
  return { killedBy: killedBy.sort(), alsoKilledBy: alsoKilledBy.sort(), unexpected: unexpected.sort() };
}

/** A server of the mutant's own. Disposing ends it. */
export async function openMutant(
  mutant: Mutant,
  { loaded, folder, signal }: Trial,
): Promise<{ session: Session } & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const runDir = await mkdtemp(join(folder, 'mutant-'));
  const started = stack.use(await startReference({ runDir, mutant }));
  const profile: Profile = mutant.on?.profile ?? 'authproof';
  const variables = { ...started.variables, runDir };
  const target = await resolveTarget(loaded, { ...started, variables, profile });
  const session = stack.use(await Session.open(target, { seed: 'prove', signal }));
  const opened = stack.move();
  return { session, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

type RunLimits = Pick<RunOptions, 'concurrency' | 'evidence'> & {
  /** Names of results, in the order in which they are tried; null for all. */
  only?: readonly string[] | null;
  /** Whether each is final before the next is begun. */
  oneByOne?: boolean;
};

/** Runs the cases of what is broken, or all of them. */
export async function* runTrial(
  session: Session,
  { breaks }: Pick<Mutant, 'breaks'>,
  { registry, cases, extent, signal }: Trial,
  { only = null, oneByOne = false, ...limits }: RunLimits = {},
): AsyncGenerator<Ran> {
  const requirements = extent === 'every case' ? [] : [...breaks];
  const selected = select(cases, { areas: [], requirements, cases: [] }, registry);
  const { features, target } = session;
  const capabilities = capabilitiesOf(session);
  // What wants more than this server gives, such as a second instance, is for the mutants that run `on` more.
  const possible = selected.filter(({ variant }) => variant.needs.every((need) => capabilities.has(need)));
  const byName = new Map(possible.map((one) => [one.name, one]));
  const within = only?.flatMap((name) => byName.get(name) ?? []) ?? possible;
  const planned = plan(within, registry, { features, capabilities, profile: target.profile });
  const groups = oneByOne ? planned.map((one) => [one]) : [planned];
  for (const group of groups) yield* runCases(group, { session, registry, signal, ...limits });
}
