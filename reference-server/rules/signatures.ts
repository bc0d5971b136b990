import { constants, createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { JWK } from 'jose';
import type { Client } from '../storage/clients.ts';
import { type AuthenticationMethod, algorithmsOf, keyFitsAlgorithm } from './algorithms.ts';
import { leastSecretBytes } from './secrets.ts';
import type { Assertion } from './serialization.ts';

/** What verifies a signature: the bytes of a shared secret or a registered public key. */
export type VerificationKey = Uint8Array | JWK;

export interface SignatureRules {
  algorithmAllowed: typeof algorithmAllowed;
  leastSecretBytes: typeof leastSecretBytes;
  keyFor: typeof keyFor;
  signatureVerifies: typeof signatureVerifies;
}

/**
 * Why the assertion can't be trusted to come from the client, or undefined where it can (RFC 7523 §3 item 9). What is
 * registered decides on algorithm and key; the header may only pick among that (RFC 8725 §3.1).
 */
export async function signatureFailure(
  assertion: Assertion,
  method: AuthenticationMethod,
  client: Client,
  rules: SignatureRules,
): Promise<'algorithm_not_allowed' | 'no_fitting_key' | 'signature_invalid' | undefined> {
  const { alg } = assertion.header;
  if (typeof alg !== 'string' || !rules.algorithmAllowed(alg, method, client)) return 'algorithm_not_allowed';
  const key = rules.keyFor(alg, assertion.header, client, rules.leastSecretBytes(alg));
  if (!key) return 'no_fitting_key';
  return (await rules.signatureVerifies(assertion, alg, key)) ? undefined : 'signature_invalid';
}

/** An allow list by method, narrowed by token_endpoint_auth_signing_alg (RFC 8725 §3.1, OIDC Registration §2). */
export function algorithmAllowed(alg: string, method: AuthenticationMethod, client: Client): boolean {
  if (client.pinnedAlgorithm !== undefined && client.pinnedAlgorithm !== alg) return false;
  return algorithmsOf(method).includes(alg);
}

/**
 * The registered key that fits the algorithm and the header's kid; without a kid, the only one that fits. Keys and key
 * locations in the header (jwk, jku, x5c, x5u) are not looked at (RFC 7515 §4.1, RFC 8725 §3.10).
 */
export function keyFor(
  alg: string,
  { kid }: Assertion['header'],
  client: Client,
  leastBytes = leastSecretBytes(alg),
): VerificationKey | undefined {
  if (leastBytes !== undefined) {
    const secret = client.hmacSecret === undefined ? undefined : Buffer.from(client.hmacSecret, 'utf8');
    return secret && secret.length >= leastBytes ? secret : undefined;
  }
  const fitting = client.keys.filter((key) => keyFitsAlgorithm(key, alg));
  if (kid === undefined) return fitting.length === 1 ? fitting[0] : undefined;
  return typeof kid === 'string' ? fitting.find((key) => key.kid === kid) : undefined;
}

/**
 * RFC 7515 §5.2, RFC 8725 §3.3: with this algorithm and this key, over the exact bytes received. Whether the key is
 * strong enough was decided before it became the client's.
 */
export async function signatureVerifies(
  { compact, signature }: Assertion,
  alg: string,
  key: VerificationKey,
): Promise<boolean> {
  const signed = Buffer.from(compact.slice(0, compact.lastIndexOf('.')));
  const hash = `sha${alg.slice(2)}`;
  if (key instanceof Uint8Array) {
    const mac = createHmac(hash, key).update(signed).digest();
    return mac.length === signature.length && timingSafeEqual(mac, signature);
  }
  const publicKey = publicKeyFrom(key);
  switch (alg.slice(0, 2)) {
    case 'RS':
      return verify(hash, signed, publicKey, signature);
    case 'PS':
      return verify(hash, signed, { key: publicKey, ...probabilistic }, signature);
    case 'ES':
      return verify(hash, signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    case 'Ed':
      return verify(null, signed, publicKey, signature);
    default:
      return false;
  }
}

/** By their JWK as text. To read one takes as long as to verify by it, and the same few come again and again. */
const publicKeys = new Map<string, KeyObject>();
const keptPublicKeys = 1_000;

function publicKeyFrom(jwk: JWK): KeyObject {
  const text = JSON.stringify(jwk);
  const known = publicKeys.get(text);
  if (known) return known;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  if (publicKeys.size >= keptPublicKeys) publicKeys.clear();
  publicKeys.set(text, key);
  return key;
}

/** RFC 7518 §3.5: the salt is as long as the hash. */
const probabilistic = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};
