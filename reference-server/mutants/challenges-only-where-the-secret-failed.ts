import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-054'],
  how: 'A wrong secret is answered with 401 and a challenge, a wrong assertion with 400, also where both were sent.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (!(error instanceof ClientAuthenticationFailed) || error.mechanism !== 'assertion') return refusal;
      return { ...refusal, status: 400, headers: {} };
    },
  },
});
