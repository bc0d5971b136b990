import { createPublicKey, type KeyObject } from 'node:crypto';
import { signatureFailure } from '../../rules/signatures.ts';

/** Where the header names an HMAC, the client's first public key in this form is the secret of it. */
export function publicKeyAs(form: (key: KeyObject) => Buffer | string): typeof signatureFailure {
  return async (assertion, method, client, rules) => {
    const { alg } = assertion.header;
    const [jwk] = client.keys;
    if (typeof alg !== 'string' || !alg.startsWith('HS') || !jwk) {
      return signatureFailure(assertion, method, client, rules);
    }
    const secret = Buffer.from(form(createPublicKey({ key: { ...jwk }, format: 'jwk' })));
    return (await rules.signatureVerifies(assertion, alg, secret)) ? undefined : 'signature_invalid';
  };
}

export const publicKeyAsSecret = publicKeyAs((key) => key.export({ type: 'spki', format: 'pem' }));
