import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-012'],
  alsoBreaks: ['CA-050'],
  how: 'The audience is compared only where there is one.',
  rules: {
    audienceMatches: (claims, issuer) => claims.aud === undefined || audienceMatches(claims, issuer),
  },
});
