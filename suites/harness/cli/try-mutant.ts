import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CaseResult, resultName } from '../../../reports/run-report.ts';
import type { Profile, Registry } from '../../../requirements/registry.ts';
import { startReference } from '../../targets/reference/start.ts';
import type { NamedCase } from '../load-cases.ts';
import { plan } from '../plan.ts';
import { runCases } from '../run.ts';
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
  signal: AbortSignal;
};

export type Tried = {
  /** Failed or warned results of cases that verify what the mutant breaks. */
  killedBy: string[];
  /** Of those that verify nothing the mutant is said to break. */
  unexpected: string[];
  /** Every result that is neither passed nor not applicable, with its reason. */
  doubtful: string[];
};

/** Runs cases against a server of the mutant's own. Errored, flaky and untestable results never kill. */
export async function tryMutant(
  mutant: Mutant,
  { registry, cases, loaded, full, signal }: Trial,
): Promise<Tried> {
  await using stack = new AsyncDisposableStack();
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-mutant-'));
  stack.defer(() => rm(runDir, { recursive: true, force: true }));
  const started = stack.use(await startReference({ runDir, mutant }));
  const profile = (mutant.on?.profile ?? 'authproof') as Profile;
  const target = await resolveTarget(loaded, {
    ...started,
    variables: { ...started.variables, runDir },
    profile,
  });
  const session = stack.use(await Session.open(target, { seed: 'prove', signal }));

  const selected = select(
    cases,
    { areas: [], requirements: full ? [] : [...mutant.breaks], cases: [] },
    registry,
  );
  const capabilities = capabilitiesOf(session);
  const planned = plan(selected, registry, {
    features: session.features,
    capabilities,
    profile: target.profile,
  });
  const tried: Tried = { killedBy: [], unexpected: [], doubtful: [] };
  for await (const { result } of runCases(planned, { session, registry, signal }))
    tally(result, mutant, tried);
  for (const names of Object.values(tried)) names.sort();
  return tried;
}

function tally(result: CaseResult, { breaks, alsoBreaks = [] }: Mutant, tried: Tried): void {
  const { outcome, verifies, reason } = result;
  const name = resultName(result);
  if (outcome !== 'passed' && outcome !== 'not-applicable')
    tried.doubtful.push(`${outcome} ${name}: ${reason}`);
  if (outcome !== 'failed' && outcome !== 'warned') return;
  if (verifies.some((id) => breaks.includes(id))) tried.killedBy.push(name);
  else if (!verifies.some((id) => alsoBreaks.includes(id))) tried.unexpected.push(name);
}
