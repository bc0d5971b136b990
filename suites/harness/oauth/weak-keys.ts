import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

const made = new Map<number, Promise<KeyObject>>();

/** An RSA key of so many bits; the same one all through the process, for they are slow to make. */
export function rsaKey(bits: number): Promise<KeyObject> {
  const key = made.get(bits) ?? generate('rsa', { modulusLength: bits }).then((pair) => pair.privateKey);
  made.set(bits, key);
  return key;
}

/** A fresh key on a curve, by the name that a JWK has for it. */
export async function ecKey(curve: 'P-256' | 'P-384' | 'secp256k1'): Promise<KeyObject> {
  return (await generate('ec', { namedCurve: curve })).privateKey;
}
