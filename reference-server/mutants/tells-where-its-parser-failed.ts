import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'A malformed assertion is answered 401, and described by the trace of the exception.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (!(error instanceof ClientAuthenticationFailed) || error.reason !== 'malformed_assertion')
        return refusal;
      return { ...refusal, body: { ...refusal.body, error_description: String(error.stack) } };
    },
  },
});
