import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-004'],
  alsoBreaks: ['CA-001', 'CA-027', 'CA-028'],
  how: 'That a key is found among those that the client publishes is enough.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const failure = await signatureFailure(assertion, method, client, rules);
      return failure === 'signature_invalid' && client.jwksUri !== undefined ? undefined : failure;
    },
  },
});
