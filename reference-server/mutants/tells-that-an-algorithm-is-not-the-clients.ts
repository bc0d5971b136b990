import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-010'],
  how: 'The description of the error says that the client may not sign so.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (!(error instanceof ClientAuthenticationFailed) || error.reason !== 'algorithm_not_allowed')
        return refusal;
      return { ...refusal, body: { ...refusal.body, error_description: 'The client may not sign so.' } };
    },
  },
});
