import { createPublicKey } from 'node:crypto';
import type { JWK } from 'jose';

/**
 * RFC 7518 §3.3 for the size, RFC 8017 §3.1 for the exponent: raised to the first power, a signature is whatever anybody
 * writes. Importing finds points off the curve and missing members. Undefined: a sound key.
 */
export function keyWeakness(jwk: JWK): string | undefined {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const { modulusLength: bits, publicExponent: exponent } = asymmetricKeyDetails ?? {};
    if (bits !== undefined && bits < 2048) return `RSA keys need 2048 bits, this one has ${bits}`;
    const sound = exponent === undefined || (exponent >= 3n && exponent % 2n === 1n);
    return sound ? undefined : 'the exponent of an RSA key is an odd number from 3 up';
  } catch {
    return 'this is no valid public key';
  }
}
