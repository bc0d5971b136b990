import { styleText } from 'node:util';
import { type CaseResult, type Outcome, resultName } from '../../../reports/run-report.ts';
import { counted, oneLine, visible } from '../../../reports/words.ts';
import type { Io } from './composition.ts';
import { LiveLine } from './live-line.ts';

const worthALine: readonly Outcome[] = ['failed', 'warned', 'flaky', 'errored'];

/** What a person sees while cases run: a line for each finding, and on a terminal one live line below them. */
export class Progress {
  readonly #line: LiveLine;
  readonly #color: boolean;
  #planned = 0;
  #done = 0;
  #failures = 0;
  #startedMs = 0;

  constructor(io: Io) {
    this.#line = new LiveLine(io);
    this.#color = io.color;
  }

  /** Before the first case runs. */
  prepare(what: string): void {
    this.#line.show(what);
  }

  begin(heading: string, planned: number): void {
    this.#planned = planned;
    this.#startedMs = performance.now();
    this.#line.print(heading);
  }

  add(result: CaseResult): void {
    this.#done++;
    if (result.outcome === 'failed') this.#failures++;
    if (worthALine.includes(result.outcome)) this.#line.print(this.#describe(result));
    const failures = `${counted(this.#failures, 'failure')} so far`;
    this.#line.show(`${this.#done}/${this.#planned} done, ${failures}, ${this.#timeLeft()}`);
  }

  end(): void {
    this.#line.clear();
  }

  #timeLeft(): string {
    const ms = ((performance.now() - this.#startedMs) / this.#done) * (this.#planned - this.#done);
    return `about ${Math.ceil(ms / 1000)} s left`;
  }

  #describe(result: CaseResult): string {
    const word = result.known ? 'known' : result.outcome;
    const color = result.known || result.outcome === 'warned' ? 'yellow' : 'red';
    const shown = this.#color ? styleText(color, word, { validateStream: false }) : word;
    // What a target answers may hold what a terminal obeys.
    const reason = oneLine(visible(result.reason ?? ''));
    return `${shown} ${resultName(result)} (${result.verifies.join(', ')}): ${reason}`;
  }
}
