import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-021'],
  alsoBreaks: ['CA-050'],
  how: 'Dates are converted to numbers while the claims are read, from text, booleans and arrays alike.',
  rules: {
    parseAssertion(compact) {
      const assertion = parseAssertion(compact);
      if (!assertion) return undefined;
      const claims = { ...assertion.claims };
      for (const name of ['exp', 'iat', 'nbf']) if (name in claims) claims[name] = Number(claims[name]);
      return { ...assertion, claims };
    },
  },
});
