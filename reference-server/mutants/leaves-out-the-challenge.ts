import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-065'],
  how: 'A failed client authentication is answered with 401 and without WWW-Authenticate.',
  rules: { refusalOf: (error) => ({ ...refusalOf(error), headers: {} }) },
});
