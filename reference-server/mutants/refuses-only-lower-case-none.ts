import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  how: 'A deny list holds the algorithm none in lower case, while the verifier takes any spelling as unsigned.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      if (alg === 'none') return 'algorithm_not_allowed';
      if (typeof alg === 'string' && alg.toLowerCase() === 'none') return undefined;
      return signatureFailure(assertion, method, client, rules);
    },
  },
});
