import { notYetValid } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-020'],
  alsoBreaks: ['CA-050'],
  how: 'nbf is not looked at, so an assertion is accepted before its time.',
  rules: { notYetValid: ({ iat }, now) => notYetValid({ iat }, now) },
});
