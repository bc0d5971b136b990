import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-010'],
  alsoBreaks: ['CA-065'],
  how: 'An unknown client is answered invalid_client with 400, a known one with 401.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      const unknown = error instanceof ClientAuthenticationFailed && error.reason === 'unknown_client';
      return unknown ? { ...refusal, status: 400 } : refusal;
    },
  },
});
