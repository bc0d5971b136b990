import { createPublicKey } from 'node:crypto';
import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'The header picks the verification routine, which gets whatever is registered: a public key as PEM becomes an HMAC secret.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      const [jwk] = client.keys;
      if (typeof alg !== 'string' || !alg.startsWith('HS') || !jwk) {
        return signatureFailure(assertion, method, client, rules);
      }
      const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      const verified = await rules.signatureVerifies(assertion, alg, Buffer.from(pem));
      return verified ? undefined : 'signature_invalid';
    },
  },
});
