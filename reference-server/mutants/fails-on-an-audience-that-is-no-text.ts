import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'An audience that is neither text nor list makes a server fault.',
  rules: {
    audienceMatches({ aud }, issuer) {
      const named = (aud ?? null) as string | string[];
      return named.includes(issuer) && audienceMatches({ aud }, issuer);
    },
  },
});
