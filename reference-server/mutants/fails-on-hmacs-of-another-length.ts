import { timingSafeEqual } from 'node:crypto';
import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { macOf } from './parts/mac.ts';

export default mutant({
  breaks: ['CA-035'],
  alsoBreaks: ['CA-010'],
  how: 'What is compared in constant time has to be of one length, and nobody asks whether it is.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      if (!(key instanceof Uint8Array)) return signatureVerifies(assertion, alg, key);
      return timingSafeEqual(macOf(assertion, alg, key), assertion.signature);
    },
  },
});
