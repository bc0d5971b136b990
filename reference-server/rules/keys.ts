import { createPublicKey } from 'node:crypto';
import type { JWK } from 'jose';

/** RFC 7518 §3.3 for the size; importing finds points off the curve and missing members. Undefined: a sound key. */
export function keyWeakness(jwk: JWK): string | undefined {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const bits = asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < 2048 ? `RSA keys need 2048 bits, this one has ${bits}` : undefined;
  } catch {
    return 'this is no valid public key';
  }
}
