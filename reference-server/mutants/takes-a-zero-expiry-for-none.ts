import { isExpired } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-018'],
  how: 'Whether there is an expiry to compare is asked by its truth, so an exp of 0 is there and never compared.',
  rules: { isExpired: (claims, now) => claims.exp !== 0 && isExpired(claims, now) },
});
