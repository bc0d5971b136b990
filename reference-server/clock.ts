/** The only source of time in the server, so that whoever steers it steers every bound at once. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export interface AdjustableClock extends Clock {
  /** What it was advanced by, in milliseconds. */
  readonly offset: number;
  /** Moves time forward, never back. */
  advance(milliseconds: number): void;
}

/** The machine's time plus what it was advanced by. */
export function adjustableClock(machineTime: () => number = Date.now): AdjustableClock {
  let offset = 0;
  return {
    get offset() {
      return offset;
    },
    now: () => machineTime() + offset,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('A clock moves forward only.');
      offset += Math.round(milliseconds);
    },
  };
}
