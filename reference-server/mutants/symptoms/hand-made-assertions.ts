import { createHmac, createPublicKey, randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { TryOut } from '../../try-out.ts';
import { now } from './symptom.ts';

export const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a right assertion of a client says. */
export const claimsOf = (server: TryOut, id: string) => ({
  ...{ iss: id, sub: id, aud: server.issuer, jti: randomUUID() },
  ...{ iat: now(), exp: now() + 60 },
});

/** The first two parts of an assertion, and the HMAC of them. */
export function signedByHmac(input: string, key: string | Buffer, alg = 'HS256'): string {
  return `${input}.${createHmac(`sha${alg.slice(2)}`, key)
    .update(input)
    .digest('base64url')}`;
}

/** In the name of a client, with whatever key. */
export function hmacAssertion(
  server: TryOut,
  id: string,
  key: string | Buffer,
  header: { alg?: string; [member: string]: unknown } = {},
): string {
  const input = `${encoded({ alg: 'HS256', ...header })}.${encoded(claimsOf(server, id))}`;
  return signedByHmac(input, key, header.alg);
}

/** By the algorithm none, however that is spelled. */
export const unsigned = (server: TryOut, id: string, alg = 'none') =>
  `${encoded({ alg })}.${encoded(claimsOf(server, id))}.`;

export const toPem = (key: JWK): string =>
  createPublicKey({ key: { ...key }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
