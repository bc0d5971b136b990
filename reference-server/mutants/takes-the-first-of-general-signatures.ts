import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-059'],
  how: 'The parser takes the general JSON serialisation and looks at the first signature of it.',
  rules: {
    parseAssertion(text) {
      if (!text.startsWith('{')) return parseAssertion(text);
      const { payload, signatures } = JSON.parse(text);
      const { protected: header, signature } = signatures?.[0] ?? {};
      return parseAssertion([header, payload, signature].join('.'));
    },
  },
});
