import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-054'],
  alsoBreaks: ['CA-010'],
  how: 'The error_description names the method that failed.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (!(error instanceof ClientAuthenticationFailed) || !error.method) return refusal;
      return { ...refusal, body: { ...refusal.body, error_description: `${error.method} failed.` } };
    },
  },
});
