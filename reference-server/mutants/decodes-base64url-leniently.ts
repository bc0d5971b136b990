import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'Assertions are decoded as Node does it, which skips padding, line breaks and whatever else is no base64url.',
  rules: {
    parseAssertion(text) {
      const canonical = text
        .split('.')
        .map((segment) => Buffer.from(segment, 'base64url').toString('base64url'));
      const assertion = parseAssertion(canonical.join('.'));
      return assertion && { ...assertion, compact: text };
    },
  },
});
