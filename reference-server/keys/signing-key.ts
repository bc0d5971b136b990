import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { errors, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { readJsonFile } from './read-json-file.ts';

/** Signs what the server issues; publishes the half that verifies it. */
export interface SigningKey {
  publicKey: JWK;
  sign(type: string, claims: Record<string, unknown>): Promise<string>;
  /** The claims of a token of this type that this key signed, expired or not; undefined for any other text. */
  claimsOf(type: string, token: string): Promise<JWTPayload | undefined>;
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
  const verifyingKey = await importJWK(publicKey, 'ES256');
  return {
    publicKey: { ...publicKey, use: 'sig', alg: 'ES256' },
    sign: (type, claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: publicKey.kid, typ: type }).sign(key),
    async claimsOf(type, token) {
      try {
        // Whether it has expired is told by the server's clock, which is not the machine's.
        const options = { algorithms: ['ES256'], typ: type, currentDate: new Date(0) };
        return (await jwtVerify(token, verifyingKey, options)).payload;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
