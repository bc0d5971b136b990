import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-010'],
  how: 'The description of the error says that there is no such client.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (!(error instanceof ClientAuthenticationFailed) || error.reason !== 'unknown_client') return refusal;
      return { ...refusal, body: { ...refusal.body, error_description: 'There is no such client.' } };
    },
  },
});
