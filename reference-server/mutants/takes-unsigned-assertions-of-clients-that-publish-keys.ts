import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  how: 'What the header calls unsigned needs no signature where the keys of the client are fetched.',
  rules: {
    signatureFailure: async (assertion, method, client, rules) =>
      assertion.header.alg === 'none' && client.jwksUri !== undefined
        ? undefined
        : signatureFailure(assertion, method, client, rules),
  },
});
