import type { webcrypto } from 'node:crypto';
import encoding from 'k6/encoding';
import type { Signing } from './plan.ts';

type ImportAlgorithm = webcrypto.EcKeyImportParams | webcrypto.RsaHashedImportParams;
type SignAlgorithm = webcrypto.EcdsaParams | webcrypto.RsaPssParams | webcrypto.Algorithm;

/** WebCrypto's names for the algorithms of RFC 7518 §3; k6 has no Ed25519. */
function algorithmOf(alg: string): { imported: ImportAlgorithm; signing: SignAlgorithm } {
  const bits = alg.slice(2);
  const hash = `SHA-${bits}`;
  const hashed = (name: string) => ({ imported: { name, hash }, signing: { name } });
  switch (alg.slice(0, 2)) {
    case 'HS':
      return hashed('HMAC');
    case 'RS':
      return hashed('RSASSA-PKCS1-v1_5');
    case 'PS':
      return { ...hashed('RSA-PSS'), signing: { name: 'RSA-PSS', saltLength: Number(bits) / 8 } };
    default: {
      const namedCurve = bits === '512' ? 'P-521' : `P-${bits}`;
      return { imported: { name: 'ECDSA', namedCurve }, signing: { name: 'ECDSA', hash } };
    }
  }
}

/** Keys of this VU; a key is imported once. */
const keys = new Map<Signing, webcrypto.CryptoKey>();

async function keyOf(signing: Signing): Promise<webcrypto.CryptoKey> {
  const known = keys.get(signing);
  if (known) return known;
  const { imported } = algorithmOf(signing.alg);
  const key =
    typeof signing.key === 'string'
      ? await crypto.subtle.importKey('raw', encoding.b64decode(signing.key), imported, false, ['sign'])
      : await crypto.subtle.importKey('jwk', signing.key, imported, false, ['sign']);
  keys.set(signing, key);
  return key;
}

/** A right assertion with a jti, iat and exp of its own (RFC 7523 §3). */
export async function signAssertion(signing: Signing): Promise<string> {
  const iat = Math.floor(Date.now() / 1000 + signing.clockOffsetSeconds);
  const claims = { ...signing.claims, jti: crypto.randomUUID(), iat, exp: iat + signing.lifetimeSeconds };
  const input = [signing.header, claims]
    .map((part) => encoding.b64encode(JSON.stringify(part), 'rawurl'))
    .join('.');
  const { signing: algorithm } = algorithmOf(signing.alg);
  const signature = await crypto.subtle.sign(algorithm, await keyOf(signing), bytesOf(input));
  return `${input}.${encoding.b64encode(signature, 'rawurl')}`;
}

/** The input of a signature is ASCII, and k6 has no TextEncoder. */
function bytesOf(ascii: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...ascii].map((character) => character.charCodeAt(0)));
}
