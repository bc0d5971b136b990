import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { Credentials } from '../rules/requests.ts';
import type { Client } from '../storage/clients.ts';

/** Someone to judge where no client is registered, so that the work done does not tell which ids exist (CWE-208). */
export type StandIn = (credentials: Credentials) => Client;

/** A disabled client with whatever the credentials call for, and secrets that nobody knows. */
export function createStandIn(): StandIn {
  const keys = [
    unknowableRsaKey(),
    ...['P-256', 'P-384', 'P-521'].map((namedCurve) => publicJwk(generateKeyPairSync('ec', { namedCurve }))),
    publicJwk(generateKeyPairSync('ed25519')),
  ];
  const secret = randomBytes(64).toString('base64url');
  return (credentials) => ({
    id: credentials.clientId,
    method: methodFitting(credentials),
    chain: undefined,
    pinnedAlgorithm: undefined,
    secretDigest: randomBytes(32).toString('base64url'),
    hmacSecret: secret,
    keys: keys.map((key) => ({ ...key, ...kidOf(credentials) })),
    jwksUri: undefined,
    scopes: [],
    grantTypes: [],
    redirectUris: [],
    enabled: false,
  });
}

function methodFitting(credentials: Credentials): Client['method'] {
  if (credentials.mechanism !== 'assertion') {
    return ({ basic: 'client_secret_basic', post: 'client_secret_post', none: 'none' } as const)[
      credentials.mechanism
    ];
  }
  return String(credentials.assertion.header.alg).startsWith('HS') ? 'client_secret_jwt' : 'private_key_jwt';
}

function kidOf(credentials: Credentials): { kid?: string } {
  const kid = credentials.mechanism === 'assertion' ? credentials.assertion.header.kid : undefined;
  return typeof kid === 'string' ? { kid } : {};
}

function publicJwk({ publicKey }: ReturnType<typeof generateKeyPairSync>): JWK {
  return publicKey.export({ format: 'jwk' });
}

/** Verifying takes as long under any odd 2048-bit number, and finding two primes would slow down every start. */
function unknowableRsaKey(): JWK {
  const modulus = randomBytes(256);
  modulus[0] = 0x80 | (modulus[0] ?? 0);
  modulus[255] = 0x01 | (modulus[255] ?? 0);
  return { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
}
