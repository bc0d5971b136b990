import { constants, createHash, createHmac, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** The three parts of a compact JWS (RFC 7515 §7.1), decoded. */
export type CompactParts = { header: Buffer; claims: Buffer; signature: Buffer };

export const jwsAlgorithms = {
  RS: ['RS256', 'RS384', 'RS512'],
  PS: ['PS256', 'PS384', 'PS512'],
  ES: ['ES256', 'ES384', 'ES512'],
  Ed: ['EdDSA'],
  HS: ['HS256', 'HS384', 'HS512'],
} as const;

export const ecCurves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

/** Signs as RFC 7518 §3 says. The harness's own signer, so that it can sign what no library would. */
export function jwsSign(
  alg: string,
  key: KeyObject | Buffer,
  signingInput: string | Buffer,
  { dsaEncoding = 'ieee-p1363' }: { dsaEncoding?: 'ieee-p1363' | 'der' } = {},
): Buffer {
  const data = Buffer.from(signingInput);
  const hash = `sha${alg.slice(2)}`;
  if (Buffer.isBuffer(key)) return createHmac(hash, key).update(data).digest();
  switch (alg.slice(0, 2)) {
    case 'RS':
      return sign(hash, data, key);
    case 'PS': {
      const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
      return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    }
    case 'ES':
      return sign(hash, data, { key, dsaEncoding });
    case 'Ed':
      return sign(null, data, key);
    default:
      throw new TypeError(`no signer for alg ${alg}`);
  }
}

/** A fresh private key that fits the algorithm. RSA keys have 2048 bits. */
export async function newPrivateKey(alg: string): Promise<KeyObject> {
  switch (alg.slice(0, 2)) {
    case 'RS':
    case 'PS':
      return (await generate('rsa', { modulusLength: 2048 })).privateKey;
    case 'ES':
      return (await generate('ec', { namedCurve: ecCurves[alg as keyof typeof ecCurves] })).privateKey;
    case 'Ed':
      return (await generate('ed25519')).privateKey;
    default:
      throw new TypeError(`no asymmetric key for alg ${alg}`);
  }
}

const strangers = new Map<string, Promise<KeyObject>>();

/** A key that fits the algorithm and that no target knows; the same one all through the process. */
export function strangersKey(alg: string): Promise<KeyObject> {
  const kind = alg.startsWith('ES') ? alg : alg.startsWith('Ed') ? 'EdDSA' : 'RS256';
  const key = strangers.get(kind) ?? newPrivateKey(kind);
  strangers.set(kind, key);
  return key;
}

/** How a stranger signs: with a key that fits the algorithm and is nobody's. */
export async function strangersSigning(alg: string): Promise<{ alg: string; key: KeyObject | Buffer }> {
  return { alg, key: alg.startsWith('HS') ? Buffer.alloc(64, 'wrong') : await strangersKey(alg) };
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function assemble({ header, claims, signature }: CompactParts): string {
  return [header, claims, signature].map((part) => part.toString('base64url')).join('.');
}

export function dissect(compact: string): CompactParts {
  const [header, claims, signature, ...more] = compact
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'));
  if (!header || !claims || !signature || more.length > 0)
    throw new TypeError('not a compact JWS of three parts');
  return { header, claims, signature };
}

/** The same, but for members of its header: the signature is that of the header as it was. */
export function withHeader(parts: CompactParts, changed: Record<string, Json>): CompactParts {
  const header = { ...JSON.parse(parts.header.toString()), ...changed };
  return { ...parts, header: Buffer.from(JSON.stringify(header)) };
}

/** The bytes with one bit of the byte at `index` (from the end when negative) turned over. */
export function flipBit(bytes: Buffer, index: number): Buffer {
  const flipped = Buffer.from(bytes);
  const at = index < 0 ? bytes.length + index : index;
  const byte = flipped[at];
  if (byte === undefined) throw new RangeError(`no byte at ${index}`);
  flipped[at] = byte ^ 1;
  return flipped;
}

/** The same, but for one bit of its signature. */
export function tampered(compact: string): string {
  const right = dissect(compact);
  return assemble({ ...right, signature: flipBit(right.signature, 0) });
}
