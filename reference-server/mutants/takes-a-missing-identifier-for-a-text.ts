import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-023'],
  how: 'The identifier is converted to text, so that a missing one is undefined, once.',
  rules: {
    identifierOf: (assertion) =>
      assertion.claims.jti === undefined ? String(assertion.claims.jti) : identifierOf(assertion),
  },
});
