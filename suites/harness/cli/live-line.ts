import type { Io } from './composition.ts';

/** One line on a terminal that is written over and over; elsewhere nothing. What is to stay goes above it. */
export class LiveLine {
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  show(text: string): void {
    const { columns } = this.#io;
    // The last column stays free, for some terminals wrap as soon as it is written.
    if (columns !== null) this.#io.err(`\r${text.slice(0, columns - 1)}\u001b[K`);
  }

  /** A line that stays. */
  print(line: string): void {
    this.clear();
    this.#io.err(`${line}\n`);
  }

  clear(): void {
    if (this.#io.columns !== null) this.#io.err('\r\u001b[K');
  }
}
