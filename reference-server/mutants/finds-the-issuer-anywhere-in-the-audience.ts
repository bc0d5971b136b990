import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-014'],
  how: 'An audience array is accepted when the issuer is one of its members.',
  rules: {
    audienceMatches: ({ aud }, issuer) =>
      Array.isArray(aud) ? aud.includes(issuer) : audienceMatches({ aud }, issuer),
  },
});
