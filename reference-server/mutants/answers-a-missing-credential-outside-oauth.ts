import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'Whoever sends no credential is turned away by the framework before OAuth, with a 401 and an error of its own.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      const { mechanism } = error instanceof ClientAuthenticationFailed ? error : { mechanism: 'other' };
      if (mechanism !== undefined && mechanism !== 'none') return refusal;
      return {
        ...refusal,
        body: { error: 'Unauthorized', error_description: 'Full authentication is required.' },
      };
    },
  },
});
