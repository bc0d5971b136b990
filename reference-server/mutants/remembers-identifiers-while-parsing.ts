import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

const seen = new Set<string>();

export default mutant({
  breaks: ['CA-026'],
  alsoBreaks: ['CA-054'],
  how: 'An identifier is remembered when its assertion is parsed, before anybody knows who signed it.',
  remembers: true,
  rules: {
    parseAssertion(text) {
      const assertion = parseAssertion(text);
      if (!assertion) return undefined;
      const { sub, jti } = assertion.claims;
      const key = JSON.stringify([sub, jti]);
      if (seen.has(key)) return undefined;
      seen.add(key);
      return assertion;
    },
  },
});
