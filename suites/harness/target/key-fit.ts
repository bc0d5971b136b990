import { createPrivateKey } from 'node:crypto';
import type { JWK } from 'jose';

/** JWS algorithms that sign with a private key, in the order of RFC 7518 §3.1. */
export const keyAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

export const hmacAlgorithms = ['HS256', 'HS384', 'HS512'] as const;
export type HmacAlgorithm = (typeof hmacAlgorithms)[number];

export function isKeyAlgorithm(alg: string): alg is KeyAlgorithm {
  return keyAlgorithms.some((known) => known === alg);
}

/** RFC 7518 §3.3 and §3.5 */
const leastRsaBits = 2048;

const curves: Partial<Record<KeyAlgorithm, string[]>> = {
  ES256: ['P-256'],
  ES384: ['P-384'],
  ES512: ['P-521'],
  EdDSA: ['Ed25519', 'Ed448'], // RFC 8037 §3.1
};

/** The file holds no private key that `alg` can sign with; the message tells what it holds, never the key. */
export class UnfitKey extends Error {
  override readonly name = 'UnfitKey';
  readonly code = 'unfit-key';
}

/** Reads the text of a key file. Without `alg` any private key will do. @throws {UnfitKey} */
export function parsePrivateJwk(text: string, alg?: KeyAlgorithm): JWK {
  const wanted = `expected a private JWK${alg ? ` for ${alg}` : ''}`;
  const jwk = parseObject(text, wanted);
  if ('keys' in jwk) throw new UnfitKey(`holds a key set; ${wanted}`);
  if (jwk.kty === 'oct') throw new UnfitKey(`holds a shared secret (kty oct); ${wanted}`);
  if (jwk.kty !== undefined && jwk.d === undefined)
    throw new UnfitKey(`holds a public key (no d); ${wanted}`);
  const bits = sizeOf(jwk, wanted);
  if (alg && !isFor(alg, jwk, bits)) {
    throw new UnfitKey(`holds ${describe(jwk, bits)}; ${alg} needs ${needOf(alg)}`);
  }
  if (alg && jwk.alg !== undefined && jwk.alg !== alg) {
    throw new UnfitKey(`holds a key whose own alg is ${oneWord(jwk.alg)}; the client's is ${alg}`);
  }
  return jwk;
}

/** Length of a secret in bytes below which RFC 7518 §3.2 forbids its use with this HMAC. */
export function leastSecretBytes(alg: string): number {
  return Number(alg.slice(2)) / 8;
}

function parseObject(text: string, wanted: string): JWK {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and the text may be a key.
    throw new UnfitKey(`is not JSON${text.startsWith('-----BEGIN') ? ' but PEM' : ''}; ${wanted}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new UnfitKey(`is not a JSON object; ${wanted}`);
  }
  return value as JWK;
}

/** Bits of the modulus or field. */
function sizeOf(jwk: JWK, wanted: string): number | undefined {
  try {
    return createPrivateKey({ key: { ...jwk }, format: 'jwk' }).asymmetricKeyDetails?.modulusLength;
  } catch {
    throw new UnfitKey(`holds no key that can be read (kty ${oneWord(jwk.kty)}); ${wanted}`);
  }
}

function isFor(alg: KeyAlgorithm, { kty, crv }: JWK, bits = 0): boolean {
  const fitting = curves[alg];
  if (!fitting) return kty === 'RSA' && bits >= leastRsaBits;
  return kty === (alg === 'EdDSA' ? 'OKP' : 'EC') && fitting.some((curve) => curve === crv);
}

function needOf(alg: KeyAlgorithm): string {
  const fitting = curves[alg];
  if (!fitting) return `an RSA key of at least ${leastRsaBits} bits`;
  return `${alg === 'EdDSA' ? 'an OKP' : 'an EC'} key on ${fitting.join(' or ')}`;
}

function describe({ kty, crv }: JWK, bits: number | undefined): string {
  if (kty === 'RSA') return `an RSA key of ${bits} bits`;
  return `an ${kty} key on ${crv}`;
}

/** What a file says is shown only where it reads like a name. */
function oneWord(value: unknown): string {
  return typeof value === 'string' && /^[\w-]{1,16}$/.test(value) ? value : 'missing or malformed';
}
