import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'An assertion that was used before is called an invalid request.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      return error instanceof ClientAuthenticationFailed && error.reason === 'replayed'
        ? { ...refusal, status: 400, body: { ...refusal.body, error: 'invalid_request' } }
        : refusal;
    },
  },
});
