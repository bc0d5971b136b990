import { datesWellFormed } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-021'],
  how: 'A date that is an empty text counts as left out.',
  rules: {
    datesWellFormed: (claims) =>
      datesWellFormed(Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ''))),
  },
});
