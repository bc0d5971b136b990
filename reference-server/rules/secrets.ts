import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { hmacKeyBytes } from './algorithms.ts';

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

/** RFC 6750 §2.1: the token of an Authorization header. */
export function bearerTokenIn(authorization: string | undefined): string | undefined {
  return /^bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
}

/** RFC 7591 §3: whoever knows the initial access token may register clients. */
export function registrationAllowed(token: string | undefined, initialAccessTokenDigest: string): boolean {
  return digestsMatch(secretDigest(token ?? ''), initialAccessTokenDigest);
}

/** At least 256 random bits, and as many as the HMAC of a client's algorithm wants (RFC 7518 §3.2). */
export function newClientSecret(alg: string | undefined): string {
  return randomBytes(hmacKeyBytes[alg ?? ''] ?? 32).toString('base64url');
}
