import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'Line breaks and tabs are taken out of an audience before it is compared, as parsers of URLs do.',
  rules: {
    audienceMatches({ aud }, issuer) {
      return audienceMatches({ aud: typeof aud === 'string' ? aud.replace(/[\t\n\r]/g, '') : aud }, issuer);
    },
  },
});
