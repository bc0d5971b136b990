import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'Of an assertion of five segments, as encrypted ones have, the first three are read.',
  rules: {
    parseAssertion(text) {
      const segments = text.split('.');
      return parseAssertion(segments.length === 5 ? segments.slice(0, 3).join('.') : text);
    },
  },
});
