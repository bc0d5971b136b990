import { isExpired } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'An expiry that no calendar date can say makes a server fault.',
  rules: {
    isExpired: ({ exp }, now) =>
      isExpired(
        { exp: typeof exp === 'number' ? Date.parse(new Date(exp * 1000).toISOString()) / 1000 : exp },
        now,
      ),
  },
});
