import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-004'],
  alsoBreaks: ['CA-037'],
  how: 'An assertion whose third segment is empty is taken as one that needs no verification.',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      assertion.signature.length === 0 || signatureVerifies(assertion, alg, key),
  },
});
