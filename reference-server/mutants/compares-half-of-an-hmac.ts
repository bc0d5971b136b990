import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { macOf } from './parts/mac.ts';

export default mutant({
  breaks: ['CA-004'],
  alsoBreaks: ['CA-035'],
  how: 'An HMAC is right where its first 16 bytes are, as where it was cut to that length.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      if (!(key instanceof Uint8Array)) return signatureVerifies(assertion, alg, key);
      const mac = macOf(assertion, alg, key);
      return mac.subarray(0, 16).equals(assertion.signature.subarray(0, 16));
    },
  },
});
