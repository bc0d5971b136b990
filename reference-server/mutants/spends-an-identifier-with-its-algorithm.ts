import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'The store is keyed by jti and alg together, so the same identifier is fresh again under another algorithm of the client.',
  rules: {
    identifierOf(assertion) {
      const identifier = identifierOf(assertion);
      return identifier && `${identifier} ${assertion.header.alg}`;
    },
  },
});
