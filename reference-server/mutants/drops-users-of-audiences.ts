import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'A user that an audience names before the host is left out of the comparison.',
  rules: {
    audienceMatches({ aud }, issuer) {
      return audienceMatches(
        { aud: typeof aud === 'string' ? aud.replace(/(?<=:\/\/)[^/@]*@/, '') : aud },
        issuer,
      );
    },
  },
});
