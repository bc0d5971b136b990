import { join } from 'node:path';
import { figure, figuresOf, stormIn } from '../../../reports/figures.ts';
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
    ...figureLines(report),
    ...(report.cases.length > 0 ? [counts.join(', ')] : []),
    ...(wasJudged ? [`exit ${report.exitCode}: ${report.exitReason}`] : []),
    `report: ${documentOf(folder, formats)}`,
  ].join('\n');
}

/** Of a run under load what was measured, for there the figures are the answer. */
function figureLines(report: RunReport): string[] {
  const storm = stormIn(report);
  const rows = figuresOf(report).map(({ client, throughput, latency }) => {
    const rate = `${throughput ? figure(throughput.perSecond) : '–'}/s`;
    const delay = latency ? `median ${figure(latency.p50)} ms, p95 ${figure(latency.p95)} ms` : '';
    return `${client.padEnd(24)} ${rate.padStart(9)}  ${delay}`.trimEnd();
  });
  return [...rows, ...(storm === null ? [] : [`replay storm: ${storm}`])];
}

/** What a person opens: the page, or the folder where no page was asked for. */
export function documentOf(folder: string, formats: readonly Format[] = ['html']): string {
  return formats.includes('html') ? join(folder, 'report.html') : folder;
}
