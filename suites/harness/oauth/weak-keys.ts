import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

const made = new Map<number, Promise<KeyObject>>();

/** An RSA key of so many bits; the same one all through the process, for they are slow to make. */
export function rsaKey(bits: number): Promise<KeyObject> {
  const key = made.get(bits) ?? generate('rsa', { modulusLength: bits }).then((pair) => pair.privateKey);
  made.set(bits, key);
  return key;
}

/** An RSA key of 2048 bits whose exponents are 1: what it signs is what anybody can write who has no key. */
export async function rsaKeyOfExponentOne(): Promise<KeyObject> {
  const one = Buffer.of(1).toString('base64url');
  const key = { ...(await rsaKey(2048)).export({ format: 'jwk' }), e: one, d: one, dp: one, dq: one };
  return createPrivateKey({ key, format: 'jwk' });
}

/** A fresh key on a curve, by the name that a JWK has for it. */
export async function ecKey(curve: 'P-256' | 'P-384' | 'secp256k1'): Promise<KeyObject> {
  return (await generate('ec', { namedCurve: curve })).privateKey;
}
