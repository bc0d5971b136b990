import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'alg is put into upper case as the text it should be, so a number in its place is a fault of the server.',
  rules: {
    signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      if (alg && (alg as string).toUpperCase() === 'NONE') return Promise.resolve('algorithm_not_allowed');
      return signatureFailure(assertion, method, client, rules);
    },
  },
});
