import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  how: 'The algorithm is compared in one Unicode form, after the one that is refused was looked for.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      const isNone = typeof alg === 'string' && alg !== 'none' && alg.normalize('NFKC') === 'none';
      return isNone ? undefined : signatureFailure(assertion, method, client, rules);
    },
  },
});
