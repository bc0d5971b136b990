import { createHmac } from 'node:crypto';
import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-004'],
  alsoBreaks: ['CA-035'],
  how: 'An HMAC is right where its first 16 bytes are, as where it was cut to that length.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      if (!(key instanceof Uint8Array)) return signatureVerifies(assertion, alg, key);
      const signed = assertion.compact.slice(0, assertion.compact.lastIndexOf('.'));
      const mac = createHmac(`sha${alg.slice(2)}`, key)
        .update(signed)
        .digest();
      return mac.subarray(0, 16).equals(assertion.signature.subarray(0, 16));
    },
  },
});
