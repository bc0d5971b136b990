import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-059'],
  how: 'The parser takes the flattened JSON serialisation beside the compact one.',
  rules: {
    parseAssertion(text) {
      if (!text.startsWith('{')) return parseAssertion(text);
      const { protected: header, payload, signature } = JSON.parse(text);
      return parseAssertion([header, payload, signature].join('.'));
    },
  },
});
