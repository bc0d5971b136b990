import { type RequirementResult, type RunReport, resultName } from './run-report.ts';
import { doubts } from './verdict.ts';

const endings = {
  cancelled: 'cancelled',
  'cut-short': 'cut short',
  environment: 'stopped by its environment',
  fault: 'stopped by a fault in the harness',
  complete: 'complete',
} as const;

/**
 * The verdict with its extent, never the bare word: `conformant in 16 of 239 MUST, 223 unproven`.
 * Requirements that do not apply to the target leave the denominator; whatever else is not proven stays in it.
 */
export function headlineOf(report: Pick<RunReport, 'run' | 'verdict' | 'requirements' | 'cases'>): string {
  const musts = report.requirements.filter(
    ({ level, status }) => level === 'MUST' && status !== 'not-applicable',
  );
  const count = (status: RequirementResult['status']) =>
    musts.filter((must) => must.status === status).length;
  const rest = (...statuses: RequirementResult['status'][]) =>
    statuses.filter((status) => count(status) > 0).map((status) => `${count(status)} ${status}`);
  const proven = `${count('proven')} of ${musts.length} MUST`;
  const violated = `${count('violated')} of ${musts.length} MUST violated${knownRemark(report, musts)}`;

  switch (report.verdict) {
    case 'conformant':
      return [`conformant in ${proven}`, ...rest('deviating', 'unproven', 'manual')].join(', ');
    case 'nonconformant':
      return [`nonconformant: ${violated}`, ...rest('proven', 'deviating', 'unproven', 'manual')].join(', ');
    case 'inconclusive':
      return `inconclusive (${doubts({ cases: report.cases, problems: report.run.problems }).join(', ')}): ${[
        `${proven} proven`,
        ...rest('deviating', 'unproven', 'manual'),
      ].join(', ')}`;
    case null: {
      const recorded = `${report.cases.length} of ${report.run.planned} results`;
      const found = count('violated') > 0 ? `, ${violated}` : '';
      return `no verdict, the run was ${endings[report.run.status]}: ${recorded}${found}`;
    }
  }
}

function knownRemark({ cases }: Pick<RunReport, 'cases'>, musts: RequirementResult[]): string {
  const unlisted = new Set(
    cases.filter(({ outcome, known }) => outcome === 'failed' && known === null).map(resultName),
  );
  const known = musts.filter(
    (must) => must.status === 'violated' && !must.cases.some((name) => unlisted.has(name)),
  ).length;
  return known > 0 ? ` (${known} known)` : '';
}
