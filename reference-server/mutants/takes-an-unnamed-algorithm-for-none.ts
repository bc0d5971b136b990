import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  how: 'Where the header names no algorithm, none is taken for it, and that needs no signature.',
  rules: {
    signatureFailure: async (assertion, method, client, rules) =>
      assertion.header.alg ? signatureFailure(assertion, method, client, rules) : undefined,
  },
});
