import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'The audience is brought into the form NFKC before it is compared.',
  rules: {
    audienceMatches: ({ aud }, issuer) =>
      audienceMatches({ aud: typeof aud === 'string' ? aud.normalize('NFKC') : aud }, issuer),
  },
});
