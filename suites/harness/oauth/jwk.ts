import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { newPrivateKey } from './jws.ts';

/** A private key as a JWK with a kid of its own; a fresh one unless it is given. */
export async function newJwk(alg: string, key?: KeyObject): Promise<JWK> {
  const exported = (key ?? (await newPrivateKey(alg))).export({ format: 'jwk' }) as JWK;
  return { ...exported, kid: randomUUID(), use: 'sig', alg };
}

/** Its public half, with what names it. */
export function publicJwk(jwk: JWK): JWK {
  const { kid, use, alg } = jwk;
  return { ...publicJwkOf(keyFromJwk(jwk)), ...(kid && { kid }), ...(use && { use }), ...(alg && { alg }) };
}

/** The public half of a key, without a name. */
export function publicJwkOf(key: KeyObject): JWK {
  return createPublicKey(key).export({ format: 'jwk' }) as JWK;
}

export function keyFromJwk(jwk: JWK): KeyObject {
  return createPrivateKey({ key: { ...jwk }, format: 'jwk' });
}
