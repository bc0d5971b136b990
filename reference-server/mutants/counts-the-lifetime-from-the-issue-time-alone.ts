import { assertionProfile } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-019'],
  how: 'The lifetime of an assertion is what lies between iat and exp, so that one without iat may live for years.',
  rules: {
    lifetimeAllowed: ({ exp, iat }) =>
      typeof exp !== 'number' ||
      typeof iat !== 'number' ||
      (exp - iat) * 1000 <= assertionProfile.maxLifetime,
  },
});
