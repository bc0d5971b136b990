import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-014'],
  how: 'An audience may name the client beside the issuer.',
  rules: {
    audienceMatches(claims, issuer) {
      const others = [claims.aud].flat().filter((one) => one !== claims.sub);
      return audienceMatches({ aud: others }, issuer);
    },
  },
});
