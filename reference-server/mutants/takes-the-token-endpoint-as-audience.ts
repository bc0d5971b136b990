import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-013'],
  how: "The token endpoint's URL is taken as audience beside the issuer.",
  rules: {
    audienceMatches: (claims, issuer) =>
      audienceMatches(claims, issuer) || claims.aud === `${issuer}/oauth/token`,
  },
});
