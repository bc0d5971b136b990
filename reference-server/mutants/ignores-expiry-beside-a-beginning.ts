import { isExpired } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-018'],
  how: 'An assertion that says when it begins is good from then on, whatever its exp.',
  rules: { isExpired: (claims, now) => claims.nbf === undefined && isExpired(claims, now) },
});
