import { styleText } from 'node:util';
import type { CaseResult, RunReport } from '../../../reports/run-report.ts';
import { resultName } from '../../../reports/run-report.ts';
import type { Io } from './composition.ts';

/** What a person sees while cases run: one live line on a terminal, a line for each finding elsewhere. */
export class Progress {
  readonly #io: Io;
  readonly #planned: number;
  readonly #started = performance.now();
  #done = 0;
  #failures = 0;

  constructor(io: Io, planned: number) {
    this.#io = io;
    this.#planned = planned;
  }

  add(result: CaseResult): void {
    this.#done++;
    if (isWorthALine(result)) {
      this.#failures++;
      this.#clear();
      this.#io.err(`${this.#describe(result)}\n`);
    }
    if (this.#io.columns !== null) this.#io.err(`\r${this.#line().slice(0, this.#io.columns - 1)}\u001b[K`);
  }

  end(): void {
    this.#clear();
  }

  #line(): string {
    const left = ((performance.now() - this.#started) / this.#done) * (this.#planned - this.#done);
    return `${this.#done}/${this.#planned} done, ${this.#failures} findings, about ${Math.ceil(left / 1000)} s left`;
  }

  #describe(result: CaseResult): string {
    const word = result.known ? 'known' : result.outcome;
    const painted = this.#io.color
      ? styleText(result.known ? 'yellow' : 'red', word, { validateStream: false })
      : word;
    return `${painted} ${resultName(result)}\n  ${result.verifies.join(', ')}: ${result.reason}`;
  }

  #clear(): void {
    if (this.#io.columns !== null) this.#io.err('\r\u001b[K');
  }
}

const isWorthALine = ({ outcome }: CaseResult) => ['failed', 'warned', 'flaky', 'errored'].includes(outcome);

/** The last lines of a run: verdict, counts, where the report is. */
export function closingLines(report: RunReport, folder: string): string {
  const { cases } = report.totals;
  const counts = [
    `${cases.passed} passed`,
    `${cases.failed} failed${cases.known > 0 ? ` (${cases.known} known)` : ''}`,
    ...(cases.warned > 0 ? [`${cases.warned} warned`] : []),
    ...(cases.flaky > 0 ? [`${cases.flaky} flaky`] : []),
    `${cases.errored} errored`,
    `${cases.untestable} untestable`,
    `${cases.notApplicable} not applicable`,
  ];
  return [
    report.headline,
    counts.join(', '),
    `exit ${report.exitCode}: ${report.exitReason}`,
    `report: ${folder}/report.html`,
  ].join('\n');
}
