import { verify } from 'node:crypto';
import type { Assertion } from '../../rules/serialization.ts';
import type { VerificationKey } from '../../rules/signatures.ts';

/** Verifies an ECDSA signature in the DER form, which JWS does not use (RFC 7518 §3.4). */
export function derSignatureVerifies(
  { compact, signature }: Assertion,
  alg: string,
  key: VerificationKey,
): boolean {
  if (key instanceof Uint8Array) return false;
  const signed = Buffer.from(compact.slice(0, compact.lastIndexOf('.')));
  const hash = alg.replace('ES', 'sha');
  return verify(hash, signed, { key: { ...key }, format: 'jwk', dsaEncoding: 'der' }, signature);
}
