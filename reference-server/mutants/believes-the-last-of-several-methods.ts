import { presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-039'],
  alsoBreaks: ['CA-049'],
  how: 'An assertion overrides a secret in the body, and that overrides the Authorization header.',
  rules: { presentedMechanisms: (request) => presentedMechanisms(request).slice(-1) },
});
