import { createPublicKey } from 'node:crypto';
import { signatureFailure } from '../../rules/signatures.ts';

/** Where the header names an HMAC, the client's first public key as PEM is the secret of it. */
export const publicKeyAsSecret: typeof signatureFailure = async (assertion, method, client, rules) => {
  const { alg } = assertion.header;
  const [jwk] = client.keys;
  if (typeof alg !== 'string' || !alg.startsWith('HS') || !jwk) {
    return signatureFailure(assertion, method, client, rules);
  }
  const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const verified = await rules.signatureVerifies(assertion, alg, Buffer.from(pem));
  return verified ? undefined : 'signature_invalid';
};
