import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'A disabled client is answered with 403.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      const isDisabled = error instanceof ClientAuthenticationFailed && error.reason === 'client_disabled';
      return isDisabled ? { ...refusal, status: 403 } : refusal;
    },
  },
});
