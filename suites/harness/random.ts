import { createHash } from 'node:crypto';

/** Numbers that depend on the run's seed and the case alone, not on what ran before. */
export class Random {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** An integer from 0 to `below` - 1. */
  integer(below: number): number {
    const digest = createHash('sha256')
      .update(`${this.#seed}:${this.#drawn++}`)
      .digest();
    return Number(digest.readBigUInt64BE() % BigInt(below));
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.integer(values.length)] ?? values[0];
  }

  /** The same values in another order, each as likely as any other. */
  shuffled<T>(values: readonly T[]): T[] {
    const left = [...values];
    return values.flatMap(() => left.splice(this.integer(left.length), 1));
  }
}
