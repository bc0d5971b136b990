import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  how: 'A client for which no algorithm is registered may use any, and none is one.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const isUnsigned = assertion.header.alg === 'none' && assertion.signature.length === 0;
      if (isUnsigned && client.pinnedAlgorithm === undefined) return undefined;
      return signatureFailure(assertion, method, client, rules);
    },
  },
});
