import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * What is kept of a secret that is only ever compared. A fast hash suffices: the secrets are machine-made, at least
 * 16 characters of randomness, so there is nothing to guess, and a slow hash would make every request pay.
 */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** Compared in constant time, so an answer's time tells nothing about the stored value (CWE-208). */
export function digestsMatch(presented: string, stored: string | undefined): boolean {
  if (stored === undefined || presented.length !== stored.length) return false;
  return timingSafeEqual(Buffer.from(presented), Buffer.from(stored));
}
