import { setTimeout as delay } from 'node:timers/promises';

/** Spaces requests so that a host that is not ours sees no more than so many a second. */
export class RateCap {
  readonly #intervalMs: number;
  #next = 0;

  constructor(perSecond: number) {
    this.#intervalMs = 1000 / perSecond;
  }

  async take(requests: number, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const start = Math.max(now, this.#next);
    this.#next = start + requests * this.#intervalMs;
    if (start > now) await delay(start - now, undefined, { signal });
  }
}
