import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-014'],
  alsoBreaks: ['CA-012'],
  how: 'Of an audience array the first member is compared and the others are not looked at.',
  rules: {
    audienceMatches: ({ aud }, issuer) => audienceMatches({ aud: Array.isArray(aud) ? aud[0] : aud }, issuer),
  },
});
