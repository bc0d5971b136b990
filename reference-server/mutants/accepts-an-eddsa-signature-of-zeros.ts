import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-004'],
  how: 'An EdDSA signature of nothing but zeros counts as right.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      const { signature } = assertion;
      if (alg === 'EdDSA' && signature.length === 64 && signature.every((byte) => byte === 0)) return true;
      return signatureVerifies(assertion, alg, key);
    },
  },
});
