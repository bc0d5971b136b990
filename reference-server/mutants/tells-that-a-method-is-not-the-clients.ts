import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-010'],
  alsoBreaks: ['CA-062'],
  how: 'A client that is there and comes by another method than its own is answered unauthorized_client.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      const known = error instanceof ClientAuthenticationFailed && error.reason === 'method_not_registered';
      return known ? { ...refusal, body: { ...refusal.body, error: 'unauthorized_client' } } : refusal;
    },
  },
});
