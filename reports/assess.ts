import { headlineOf } from './headline.ts';
import type { KillMatrix } from './kill-matrix.ts';
import { assessRequirement } from './requirement-status.ts';
import {
  type CaseResult,
  type Outcome,
  type RequirementResult,
  type RequirementStatus,
  type ResultsFooter,
  type ResultsHeader,
  type RunReport,
  reportSchemaId,
  resultName,
} from './run-report.ts';
import { exitOf, runStatus, verdictOf } from './verdict.ts';

/** What results.jsonl holds. No footer: the run was cut short. */
export interface RecordedRun {
  readonly header: ResultsHeader;
  readonly results: readonly CaseResult[];
  readonly footer: ResultsFooter | null;
}

/**
 * Judges a recorded run: status of every requirement, verdict, headline, exit code and totals.
 * A kill matrix counts only where it was made from the same commit and registry as the run.
 */
export function toRunReport(recorded: RecordedRun & { killMatrix?: KillMatrix | null }): RunReport {
  const { header, footer } = recorded;
  const { status, problems } = runStatus(footer, header.planned, recorded.results.length);
  const cases = recorded.results.toSorted(byName);
  const requirements = assessRequirements(recorded, cases, status === 'complete');
  const judged = { status, problems, requirements, cases, gates: header.run.selection.failOn };
  const run = {
    ...header.run,
    status,
    finishedAt: footer?.finishedAt ?? null,
    planned: header.planned,
    problems,
  };
  const verdict = verdictOf(judged);
  return {
    schema: reportSchemaId,
    run,
    target: header.target,
    verdict,
    headline: headlineOf({ run, verdict, requirements, cases }),
    ...exitOf(judged),
    totals: { cases: caseTotals(cases), requirements: requirementTotals(requirements) },
    requirements,
    cases,
  };
}

function assessRequirements(
  { header, killMatrix }: RecordedRun & { killMatrix?: KillMatrix | null },
  cases: readonly CaseResult[],
  complete: boolean,
): RequirementResult[] {
  const { selection } = header.run;
  const limited = [selection.areas, selection.requirements, selection.cases].some((list) => list.length > 0);
  const matrix = killMatrix && belongsTo(killMatrix, header) ? killMatrix : null;
  const verifying = Map.groupBy(
    cases.flatMap((result) => [...new Set(result.verifies)].map((id) => ({ id, result }))),
    ({ id }) => id,
  );
  return header.requirements.map((requirement) => {
    const results = (verifying.get(requirement.id) ?? []).map(({ result }) => result);
    return {
      ...requirement,
      ...assessRequirement(requirement, results, { complete, limited }),
      cases: results.map(resultName),
      mutants: matrix && mutantsOf(matrix, requirement.id),
    };
  });
}

/** A commit that isn't known is the same as no other. */
function belongsTo(matrix: KillMatrix, { run }: ResultsHeader): boolean {
  return (
    matrix.commit !== null &&
    matrix.commit === run.harness.commit &&
    matrix.registry.digest === run.registry.digest
  );
}

function mutantsOf({ mutants }: KillMatrix, requirement: string): { killed: number; survived: number } {
  const breaking = mutants.filter(({ breaks }) => breaks.includes(requirement));
  const killed = breaking.filter(({ killedBy }) => killedBy.length > 0).length;
  return { killed, survived: breaking.length - killed };
}

function caseTotals(cases: readonly CaseResult[]): RunReport['totals']['cases'] {
  const count = (outcome: Outcome) => cases.filter((result) => result.outcome === outcome).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    known: cases.filter(({ outcome, known }) => outcome === 'failed' && known !== null).length,
    warned: count('warned'),
    flaky: count('flaky'),
    notApplicable: count('not-applicable'),
    untestable: count('untestable'),
    errored: count('errored'),
  };
}

function requirementTotals(requirements: RequirementResult[]): RunReport['totals']['requirements'] {
  const count = (status: RequirementStatus) =>
    requirements.filter((requirement) => requirement.status === status).length;
  return {
    proven: count('proven'),
    violated: count('violated'),
    deviating: count('deviating'),
    unproven: count('unproven'),
    notApplicable: count('not-applicable'),
    manual: count('manual'),
  };
}

/** Results are recorded as they end; by name, two reports of the same plan can be laid side by side. */
function byName(a: CaseResult, b: CaseResult): number {
  const [nameOfA, nameOfB] = [resultName(a), resultName(b)];
  return nameOfA < nameOfB ? -1 : Number(nameOfA > nameOfB);
}
