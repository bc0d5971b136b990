import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-013'],
  alsoBreaks: ['CA-015'],
  how: 'Every URL below the issuer is taken as audience.',
  rules: {
    audienceMatches: (claims, issuer) =>
      audienceMatches(claims, issuer) ||
      (typeof claims.aud === 'string' && claims.aud.startsWith(`${issuer}/`)),
  },
});
