import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-013'],
  how: 'The address of the endpoint for pushed requests is an audience at every endpoint.',
  rules: {
    audienceMatches: (claims, issuer) =>
      claims.aud === `${issuer}/oauth/par` || audienceMatches(claims, issuer),
  },
});
