import { presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-039'],
  alsoBreaks: ['CA-049'],
  how: 'Of several ways of client authentication in a request the first is judged and the others are ignored.',
  rules: { presentedMechanisms: (request) => presentedMechanisms(request).slice(0, 1) },
});
