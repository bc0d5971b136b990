import { join } from 'node:path';
import type { Format } from '../../../reports/render.ts';
import type { RunReport } from '../../../reports/run-report.ts';

/** The last lines of a run: verdict, counts, exit code, where the report is. What stopped a run is told before. */
export function closingLines(report: RunReport, folder: string, formats?: readonly Format[]): string {
  const { passed, failed, known, warned, flaky, errored, untestable, notApplicable } = report.totals.cases;
  const counts = [
    `${passed} passed`,
    `${failed} failed${known > 0 ? ` (${known} known)` : ''}`,
    ...(warned > 0 ? [`${warned} warned`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
    `${errored} errored`,
    `${untestable} untestable`,
    `${notApplicable} not applicable`,
  ];
  const wasJudged = report.run.status === 'complete' || report.run.status === 'cancelled';
  return [
    report.headline,
    ...(report.cases.length > 0 ? [counts.join(', ')] : []),
    ...(wasJudged ? [`exit ${report.exitCode}: ${report.exitReason}`] : []),
    `report: ${documentOf(folder, formats)}`,
  ].join('\n');
}

/** What a person opens: the page, or the folder where no page was asked for. */
export function documentOf(folder: string, formats: readonly Format[] = ['html']): string {
  return formats.includes('html') ? join(folder, 'report.html') : folder;
}
