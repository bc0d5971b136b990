import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-037'],
  how: 'Half a signature is filled up with zeros, and two zeros verify whatever is signed.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      const { signature } = assertion;
      const isHalf = alg.startsWith('ES') && [32, 48, 66].includes(signature.length);
      return (isHalf && signature.every((byte) => byte === 0)) || signatureVerifies(assertion, alg, key);
    },
  },
});
