import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import * as z from 'zod';
import { readJsonFile } from './read-json-file.ts';

/** Signs what the server issues; publishes the half that verifies it. */
export interface SigningKey {
  publicKey: JWK;
  sign(type: string, claims: Record<string, unknown>): Promise<string>;
}

const SigningKeyFile = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string().min(1),
});

/** A new signing key file: a private P-256 key as a JWK (RFC 7517). */
export function generateSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return `${JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID() }, null, 2)}\n`;
}

export async function loadSigningKey(path: string): Promise<SigningKey> {
  const { d, ...publicKey } = await readJsonFile(path, SigningKeyFile);
  const key = await importJWK({ ...publicKey, d }, 'ES256');
  return {
    publicKey: { ...publicKey, use: 'sig', alg: 'ES256' },
    sign: (type, claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: publicKey.kid, typ: type }).sign(key),
  };
}
