import { notYetValid } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-020'],
  how: 'Where there is nbf, iat is not looked at.',
  rules: { notYetValid: ({ nbf, iat }, now) => notYetValid({ iat: nbf ?? iat }, now) },
});
