import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-065'],
  alsoBreaks: ['CA-054'],
  how: 'A failed Basic authentication is answered with 400 and no challenge.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      const failedBasic = error instanceof ClientAuthenticationFailed && error.mechanism === 'basic';
      return failedBasic ? { ...refusal, status: 400, headers: {} } : refusal;
    },
  },
});
