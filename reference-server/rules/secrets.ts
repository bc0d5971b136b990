import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Client } from '../storage/clients.ts';
import { hmacKeyBytes } from './algorithms.ts';
import type { Credentials } from './requests.ts';

export type SecretCredentials = Extract<Credentials, { secret: string }>;

export interface SecretRules {
  secretDigest: typeof secretDigest;
  digestsMatch: typeof digestsMatch;
}

/** That the secret is the client's, whichever way it travelled (RFC 6749 §2.3.1). */
export function secretVerifies({ secret }: SecretCredentials, client: Client, rules: SecretRules): boolean {
  return rules.digestsMatch(rules.secretDigest(secret), client.secretDigest);
}

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

/** RFC 7518 §3.2: what keys an HMAC is as long as its digest. Undefined where the algorithm is none. */
export function leastSecretBytes(alg: string): number | undefined {
  return hmacKeyBytes[alg];
}

/** Of so many random bytes. Undefined where the client has chosen one itself, for nobody knows how that was made. */
export function newClientSecret(bytes: number, chosen?: string): string | undefined {
  return chosen === undefined ? randomBytes(bytes).toString('base64url') : undefined;
}
