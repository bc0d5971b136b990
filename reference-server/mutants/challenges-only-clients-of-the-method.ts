import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-065'],
  alsoBreaks: ['CA-010'],
  how: 'Who sends Basic credentials for a client of another method is not challenged.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      const ofAnother =
        error instanceof ClientAuthenticationFailed && error.reason === 'method_not_registered';
      return ofAnother ? { ...refusal, headers: {} } : refusal;
    },
  },
});
