import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-021'],
  how: 'A date that is no number counts as none, so it bounds nothing.',
  rules: { datesWellFormed: () => true },
});
