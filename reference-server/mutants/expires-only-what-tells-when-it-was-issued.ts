import { isExpired } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-018'],
  how: 'The lifetime is computed from iat and exp, and where iat is missing nothing is compared.',
  rules: {
    isExpired: (claims, now) =>
      claims.exp !== undefined && claims.iat === undefined ? false : isExpired(claims, now),
  },
});
