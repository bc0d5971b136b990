import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  alsoBreaks: ['CA-054'],
  how: 'An assertion for another server is called an invalid grant, as if it were an authorization grant.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      return error instanceof ClientAuthenticationFailed && error.reason === 'audience_mismatch'
        ? { ...refusal, status: 400, body: { ...refusal.body, error: 'invalid_grant' } }
        : refusal;
    },
  },
});
