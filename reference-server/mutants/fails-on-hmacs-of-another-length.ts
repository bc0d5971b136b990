import { createHmac, timingSafeEqual } from 'node:crypto';
import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  alsoBreaks: ['CA-010'],
  how: 'What is compared in constant time has to be of one length, and nobody asks whether it is.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      if (!(key instanceof Uint8Array)) return signatureVerifies(assertion, alg, key);
      const signed = assertion.compact.slice(0, assertion.compact.lastIndexOf('.'));
      const mac = createHmac(`sha${alg.slice(2)}`, key)
        .update(signed)
        .digest();
      return timingSafeEqual(mac, assertion.signature);
    },
  },
});
