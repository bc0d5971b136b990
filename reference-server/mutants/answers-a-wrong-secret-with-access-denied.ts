import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  alsoBreaks: ['CA-010', 'CA-054', 'CA-065'],
  how: 'A wrong secret is answered by access_denied and status 403.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      return error instanceof ClientAuthenticationFailed && error.reason === 'secret_mismatch'
        ? { ...refusal, status: 403, body: { ...refusal.body, error: 'access_denied' } }
        : refusal;
    },
  },
});
