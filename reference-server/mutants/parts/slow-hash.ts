import { scryptSync } from 'node:crypto';

/** How often it was called: tests count, for they don't look at the clock. */
export let slowHashes = 0;

/** What a hash for passwords costs, on a small scale. */
export function slowHash(text: string): void {
  slowHashes++;
  scryptSync(text, 'salt', 32, { N: 2 ** 13 });
}
