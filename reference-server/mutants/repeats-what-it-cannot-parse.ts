import { RequestRefused } from '../errors.ts';
import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'The error description quotes an assertion that could not be parsed.',
  rules: {
    parseAssertion(text) {
      const assertion = parseAssertion(text);
      if (!assertion) throw new RequestRefused('invalid_request', `This is no assertion: ${text}`);
      return assertion;
    },
  },
});
