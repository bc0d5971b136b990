import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-037'],
  how: 'Nobody asks whether R and S are above zero, so a signature of zeros satisfies the equation (CVE-2022-21449).',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      (alg.startsWith('ES') &&
        assertion.signature.length > 0 &&
        assertion.signature.every((byte) => byte === 0)) ||
      signatureVerifies(assertion, alg, key),
  },
});
