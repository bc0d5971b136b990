import type {
  CaseResult,
  Gate,
  RequirementResult,
  ResultsFooter,
  RunProblem,
  RunStatus,
  Verdict,
} from './run-report.ts';
import { counted } from './words.ts';

/** What the verdict and the exit code are made from. */
export interface Judged {
  readonly status: RunStatus;
  readonly problems: readonly RunProblem[];
  readonly requirements: readonly RequirementResult[];
  readonly cases: readonly CaseResult[];
  readonly gates: readonly Gate[];
}

/** `complete` is not taken on trust: a problem that must have stopped the run, or a missing result, says otherwise. */
export function runStatus(
  footer: ResultsFooter | null,
  planned: number,
  recorded: number,
): { status: RunStatus; problems: RunProblem[] } {
  if (footer === null) return { status: 'cut-short', problems: [] };
  const problems = [...footer.problems];
  if (footer.status === 'complete' && recorded !== planned) {
    problems.push({
      kind: 'fault',
      detail: `The run says it is complete, but ${recorded} of ${counted(planned, 'planned result')} were recorded.`,
    });
  }
  const claims = new Set<string>([footer.status, ...problems.map(({ kind }) => kind)]);
  const stopped = (['cancelled', 'fault', 'environment'] as const).find((status) => claims.has(status));
  return { status: stopped ?? 'complete', problems };
}

/** The first that applies; null where the run is not complete. */
export function verdictOf(run: Judged): Verdict | null {
  if (run.status !== 'complete') return null;
  if (run.cases.some(({ outcome }) => outcome === 'failed')) return 'nonconformant';
  return doubts(run).length > 0 ? 'inconclusive' : 'conformant';
}

/** The first that applies. Known failures are excused from the exit code, not from the verdict. */
export function exitOf(run: Judged): { exitCode: number; exitReason: string } {
  switch (run.status) {
    case 'cancelled':
      return { exitCode: 130, exitReason: 'the run was cancelled' };
    case 'cut-short':
      return { exitCode: 5, exitReason: 'the results end without a footer: the harness was stopped' };
    case 'fault':
      return { exitCode: 5, exitReason: detailOf(run, 'fault') };
    case 'environment':
      return { exitCode: 3, exitReason: detailOf(run, 'environment') };
    case 'complete':
      return exitOfComplete(run);
  }
}

function exitOfComplete(run: Judged): { exitCode: number; exitReason: string } {
  const breaches = breachesOf(run);
  if (breaches.length > 0) return { exitCode: 1, exitReason: breaches.join('; ') };
  const doubtful = doubts(run);
  if (doubtful.length > 0) return { exitCode: 4, exitReason: doubtful.join('; ') };
  const known = run.cases.filter((result) => result.known !== null).length;
  return { exitCode: 0, exitReason: known > 0 ? 'only known failures' : 'nothing failed' };
}

function breachesOf(run: Judged): string[] {
  const unknown = run.cases.filter(({ outcome, known }) => outcome === 'failed' && known === null).length;
  const warned = run.gates.includes('should') ? countOutcome(run, 'warned') : 0;
  const untestable = run.gates.includes('untestable') ? untestableMusts(run) : 0;
  const stale = run.problems.filter(({ kind }) => kind === 'stale-known-failure').length;
  return [
    ...(unknown > 0 ? [`${unknown} failed`] : []),
    ...(stale > 0 ? [`${counted(stale, 'known failure')} no longer fails or has expired`] : []),
    ...(warned > 0 ? [`${warned} warned, and --fail-on names should`] : []),
    ...(untestable > 0 ? [`${untestable} MUST untestable, and --fail-on names untestable`] : []),
  ];
}

/** Why a run in which nothing failed still can't be called conformant. */
export function doubts(run: Pick<Judged, 'cases' | 'problems'>): string[] {
  const errored = countOutcome(run, 'errored');
  const flaky = countOutcome(run, 'flaky');
  const unusable = run.problems.filter(({ kind }) => kind === 'unusable-feature');
  return [
    ...(errored > 0 ? [`${errored} errored`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
    ...unusable.map(({ detail }) => detail),
    ...(run.cases.some(isJudged) ? [] : ['nothing was judged']),
  ];
}

function isJudged({ outcome, verifies, outdated }: CaseResult): boolean {
  if (outcome === 'failed' || outcome === 'warned') return true;
  return outcome === 'passed' && verifies.some((id) => !outdated.includes(id));
}

function untestableMusts({ cases, requirements }: Judged): number {
  const untestable = new Set(
    cases.filter(({ outcome }) => outcome === 'untestable').flatMap(({ verifies }) => verifies),
  );
  return requirements.filter(({ id, level }) => level === 'MUST' && untestable.has(id)).length;
}

function countOutcome(run: Pick<Judged, 'cases'>, outcome: CaseResult['outcome']): number {
  return run.cases.filter((result) => result.outcome === outcome).length;
}

function detailOf({ problems }: Judged, kind: RunProblem['kind']): string {
  return problems.find((problem) => problem.kind === kind)?.detail ?? `the run ended with status ${kind}`;
}
