import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-003'],
  alsoBreaks: ['CA-004'],
  how: 'HS512 is announced but never wired to a verifier, so its signatures count as right.',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      alg === 'HS512' || signatureVerifies(assertion, alg, key),
  },
});
