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

export type Trial = {
  registry: Registry;
  cases: readonly NamedCase[];
  /** The reference server's target file. */
  loaded: LoadedTarget;
  /** Every case, not only those of the requirements that the mutant breaks. */
  full: boolean;
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
  const ran = runTrial(opened.session, mutant, trial, { only: changeable, evidence: false });
  for await (const { result } of ran) {
    const { outcome, verifies } = result;
    if (outcome !== 'failed' && outcome !== 'warned') continue;
    const verifiesOneOf = (ids: readonly string[]) => verifies.some((id) => ids.includes(id));
    const declared = verifiesOneOf(alsoBreaks) ? alsoKilledBy : unexpected;
    (verifiesOneOf(breaks) ? killedBy : declared).push(resultName(result));
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
  /** Names of results; null for all. */
  only?: readonly string[] | null;
};

/** Runs the cases of what is broken, or with `full` all of them. */
export function runTrial(
  session: Session,
  { breaks }: Pick<Mutant, 'breaks'>,
  { registry, cases, full, signal }: Trial,
  { only = null, ...limits }: RunLimits = {},
): AsyncGenerator<Ran> {
  const requirements = full ? [] : [...breaks];
  const selected = select(cases, { areas: [], requirements, cases: [] }, registry);
  const { features, target } = session;
  const capabilities = capabilitiesOf(session);
  // What wants more than this server gives, such as a second instance, is for the mutants that run `on` more.
  const within = selected.filter(
    ({ name, variant }) =>
      variant.needs.every((need) => capabilities.has(need)) && (only?.includes(name) ?? true),
  );
  const planned = plan(within, registry, { features, capabilities, profile: target.profile });
  return runCases(planned, { session, registry, signal, ...limits });
}
