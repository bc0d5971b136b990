import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'An audience ends at its first NUL, as a text of C does.',
  rules: {
    audienceMatches({ aud }, issuer) {
      return audienceMatches({ aud: typeof aud === 'string' ? aud.split('\0', 1)[0] : aud }, issuer);
    },
  },
});
