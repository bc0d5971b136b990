import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'An audience is right by http and by https.',
  rules: {
    audienceMatches({ aud }, issuer) {
      return audienceMatches(
        {
          aud:
            typeof aud === 'string'
              ? aud.replace(/^https?(?=:)/, new URL(issuer).protocol.slice(0, -1))
              : aud,
        },
        issuer,
      );
    },
  },
});
