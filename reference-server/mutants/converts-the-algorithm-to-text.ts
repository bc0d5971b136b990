import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  how: 'The guard compares alg to none as it is, the verifier is picked by it as text: a list that holds none passes both.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      if (alg !== 'none' && String(alg) === 'none') return undefined;
      return signatureFailure(assertion, method, client, rules);
    },
  },
});
