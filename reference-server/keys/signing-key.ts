import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import type { JWK } from 'jose';
import * as z from 'zod';
import { parseAssertion } from '../rules/serialization.ts';
import { readJsonFile } from './read-json-file.ts';

/** Signs what the server issues; publishes the half that verifies it. */
export interface SigningKey {
  publicKey: JWK;
  sign(type: string, claims: Record<string, unknown>): string;
  /** The claims of a token of this type that this key signed, expired or not; undefined for any other text. */
  claimsOf(type: string, token: string): Readonly<Record<string, unknown>> | undefined;
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
  const signing = signatureBy(createPrivateKey({ key: { ...publicKey, d }, format: 'jwk' }));
  const verifying = signatureBy(createPublicKey({ key: publicKey, format: 'jwk' }));
  return {
    publicKey: { ...publicKey, use: 'sig', alg: 'ES256' },
    sign(type, claims) {
      const input = [{ alg: 'ES256', kid: publicKey.kid, typ: type }, claims].map(encoded).join('.');
      return `${input}.${sign('sha256', Buffer.from(input), signing).toString('base64url')}`;
    },
    claimsOf(type, token) {
      const { header, claims, signature } = parseAssertion(token) ?? {};
      if (header?.alg !== 'ES256' || header.typ !== type || !signature) return undefined;
      const input = Buffer.from(token.slice(0, token.lastIndexOf('.')));
      return verify('sha256', input, verifying, signature) ? claims : undefined;
    },
  };
}

/** RFC 7518 §3.4: R and S side by side. */
const signatureBy = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' }) as const;

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
