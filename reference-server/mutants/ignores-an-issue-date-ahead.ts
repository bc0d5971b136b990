import { notYetValid } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-020'],
  how: 'iat is not looked at, so an assertion may be made today and dated for another day.',
  rules: { notYetValid: ({ nbf }, now) => notYetValid({ nbf }, now) },
});
