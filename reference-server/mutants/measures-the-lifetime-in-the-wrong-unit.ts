import { assertionProfile } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-019'],
  how: 'A lifetime in seconds is compared with the maximum in milliseconds, so three days pass for five minutes.',
  rules: {
    lifetimeAllowed: ({ exp }, now) =>
      typeof exp !== 'number' || exp - now / 1000 <= assertionProfile.maxLifetime,
  },
});
