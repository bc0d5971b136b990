import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'An assertion is read behind the name of a scheme, as in a header.',
  rules: {
    parseAssertion: (text) => parseAssertion(text.replace(/^bearer +/i, '')),
  },
});
