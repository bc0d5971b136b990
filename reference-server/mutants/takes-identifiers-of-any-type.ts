import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-023'],
  how: 'jti is converted to text whatever it is, so that objects of every content are one identifier.',
  rules: {
    identifierOf(assertion) {
      const { jti } = assertion.claims;
      if (jti === undefined) return undefined;
      return identifierOf({ ...assertion, claims: { ...assertion.claims, jti: String(jti) } });
    },
  },
});
