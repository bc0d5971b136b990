import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-010'],
  alsoBreaks: ['CA-054'],
  how: 'The answer about a client that exists says in a header how many tries are left.',
  rules: {
    refusalOf(error) {
      const { headers, ...refusal } = refusalOf(error);
      const isKnown = error instanceof ClientAuthenticationFailed && error.reason !== 'unknown_client';
      return { ...refusal, headers: { ...headers, ...(isKnown && { 'X-Tries-Left': '9' }) } };
    },
  },
});
