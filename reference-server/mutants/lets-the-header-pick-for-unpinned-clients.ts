import { createPublicKey } from 'node:crypto';
import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'A registered algorithm is insisted on; for a client without one the header picks, and its public key as PEM becomes an HMAC secret.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      const [jwk] = client.keys;
      const isFree = client.pinnedAlgorithm === undefined && jwk !== undefined;
      if (typeof alg !== 'string' || !alg.startsWith('HS') || !isFree)
        return signatureFailure(assertion, method, client, rules);
      const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      return (await rules.signatureVerifies(assertion, alg, Buffer.from(pem)))
        ? undefined
        : 'signature_invalid';
    },
  },
});
