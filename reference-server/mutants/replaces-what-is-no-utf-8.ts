import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'Bytes of the claims that are no UTF-8 are read as replacement characters.',
  rules: {
    parseAssertion(text) {
      const [header, claims = '', ...rest] = text.split('.');
      const bytes = Buffer.from(claims, 'base64url');
      const readable = Buffer.from(bytes.toString());
      if (readable.equals(bytes)) return parseAssertion(text);
      const assertion = parseAssertion([header, readable.toString('base64url'), ...rest].join('.'));
      return assertion && { ...assertion, compact: text };
    },
  },
});
