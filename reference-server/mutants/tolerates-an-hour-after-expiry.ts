import { isExpired } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-018'],
  alsoBreaks: ['CA-050'],
  how: 'The tolerance for clocks that differ is an hour instead of seconds.',
  rules: { isExpired: (claims, now) => isExpired(claims, now - 3_600_000) },
});
