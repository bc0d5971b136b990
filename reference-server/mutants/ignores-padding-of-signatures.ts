import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'Header and claims are decoded strictly, and the padding of a signature is cut off.',
  rules: {
    parseAssertion(text) {
      const assertion = parseAssertion(text.replace(/={1,2}$/, ''));
      return assertion && { ...assertion, compact: text };
    },
  },
});
