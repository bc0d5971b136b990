import { createHmac } from 'node:crypto';
import type { Assertion } from '../../rules/serialization.ts';

/** The HMAC that the assertion should bear (RFC 7518 §3.2). */
export function macOf({ compact }: Assertion, alg: string, key: Uint8Array): Buffer {
  const signed = compact.slice(0, compact.lastIndexOf('.'));
  return createHmac(`sha${alg.slice(2)}`, key)
    .update(signed)
    .digest();
}
