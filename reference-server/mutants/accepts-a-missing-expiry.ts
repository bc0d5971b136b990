import { isExpired } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-018'],
  alsoBreaks: ['CA-050'],
  how: 'The expiry is checked only where there is one.',
  rules: { isExpired: (claims, now) => claims.exp !== undefined && isExpired(claims, now) },
});
