import type { CaseResult, RequirementResult, RequirementStatus, RunReport } from './run-report.ts';
import { doubts } from './verdict.ts';
import { counted } from './words.ts';

/** Statuses in the order in which reports show them. */
export const statusOrder: readonly RequirementStatus[] = [
  'proven',
  'violated',
  'deviating',
  'unproven',
  'manual',
  'not-applicable',
];

export type StatusCounts = Readonly<Record<RequirementStatus, number>>;

/** How many requirements have which status. */
export function countStatuses(requirements: readonly RequirementResult[]): StatusCounts {
  const count = (status: RequirementStatus) =>
    requirements.filter((requirement) => requirement.status === status).length;
  return {
    proven: count('proven'),
    violated: count('violated'),
    deviating: count('deviating'),
    unproven: count('unproven'),
    manual: count('manual'),
    'not-applicable': count('not-applicable'),
  };
}

/** Requirements by area, in the order of the registry. */
export function byArea(requirements: readonly RequirementResult[]): [string, RequirementResult[]][] {
  return [...Map.groupBy(requirements, ({ area }) => area)];
}

/** Results of one case that ended alike, with the requirements that they bear on. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly verifies: readonly RequirementResult[];
  readonly results: readonly CaseResult[];
}

/** What a reader must look at, worst first. */
export interface Findings {
  readonly failed: readonly Finding[];
  readonly known: readonly Finding[];
  readonly warned: readonly Finding[];
  /** Errored or flaky: neither for nor against the target. */
  readonly undecided: readonly Finding[];
}

export function findingsOf(report: RunReport): Findings {
  const where = (isWanted: (result: CaseResult) => boolean) =>
    groupByCase(report, report.cases.filter(isWanted));
  return {
    failed: where(({ outcome, known }) => outcome === 'failed' && known === null),
    known: where(({ outcome, known }) => outcome === 'failed' && known !== null),
    warned: where(({ outcome }) => outcome === 'warned'),
    undecided: where(({ outcome }) => outcome === 'errored' || outcome === 'flaky'),
  };
}

function groupByCase({ requirements }: RunReport, results: CaseResult[]): Finding[] {
  return [...Map.groupBy(results, ({ id }) => id)].map(([id, ofCase]) => {
    const ids = new Set(ofCase.flatMap(({ verifies }) => verifies));
    return {
      id,
      title: ofCase[0]?.title ?? id,
      verifies: requirements.filter((requirement) => ids.has(requirement.id)),
      results: ofCase,
    };
  });
}

/** Requirements that this run proves nothing about, for one reason. */
export interface Gap {
  readonly reason: string;
  readonly requirements: readonly RequirementResult[];
}

/** What is not proven, by area; within it the reason that leaves most open comes first. */
export function gapsOf({ requirements }: RunReport): { area: string; gaps: Gap[] }[] {
  const open = requirements.filter(({ status }) => status === 'unproven' || status === 'manual');
  return byArea(open).map(([area, ofArea]) => ({
    area,
    gaps: [...Map.groupBy(ofArea, ({ reason }) => reason)]
      .map(([reason, unproven]) => ({ reason, requirements: unproven }))
      .toSorted((a, b) => b.requirements.length - a.requirements.length),
  }));
}

/** What the verdict means, for somebody who has never seen this tool, and for how much of it there are cases at all. */
export function meaningOf(report: RunReport): string {
  const musts = report.requirements.filter(
    ({ level, status }) => level === 'MUST' && status !== 'not-applicable',
  );
  const { proven, violated } = countStatuses(musts);
  const target = report.target.name;
  const unbuilt = musts.filter(({ pending, excluded }) => pending !== null || excluded !== null).length;
  const without =
    unbuilt > 0 ? ` authproof has no case yet for ${unbuilt} of the ${musts.length} obligatory ones.` : '';
  switch (report.verdict) {
    case 'conformant':
      return proven === musts.length
        ? `Every obligatory (MUST) requirement that applies to ${target} was shown to hold.`
        : `Nothing obligatory was found broken: of the ${musts.length} obligatory (MUST) requirements that apply to ${target}, ${proven} ${proven === 1 ? 'was' : 'were'} shown to hold, and this run says nothing about the other ${musts.length - proven}.${without}`;
    case 'nonconformant':
      return `${target} breaks ${violated} of the ${musts.length} obligatory (MUST) requirements that apply to it; each failure below shows what was sent, what came back and the clause that asks for something else.${without}`;
    case 'inconclusive':
      return `Nothing obligatory was found broken in ${target}, but this run can't vouch for it: ${doubts({ cases: report.cases, problems: report.run.problems }).join(', ')}.${without}`;
    case null:
      return `The run ended before its plan did (${report.cases.length} of ${counted(report.run.planned, 'result')}), so it gives no verdict on ${target}, only what it had found by then: ${report.exitReason}.`;
  }
}
