import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'What is no assertion is refused before the answer is made JSON.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (!(error instanceof ClientAuthenticationFailed) || error.reason !== 'malformed_assertion')
        return refusal;
      return { ...refusal, headers: { ...refusal.headers, 'Content-Type': 'text/html; charset=utf-8' } };
    },
  },
});
