import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  alsoBreaks: ['CA-010', 'CA-065'],
  how: 'An unknown client is answered with 404 and an error code of our own.',
  rules: {
    refusalOf(error) {
      if (!(error instanceof ClientAuthenticationFailed) || error.reason !== 'unknown_client') {
        return refusalOf(error);
      }
      const body = { error: 'client_not_found', error_description: 'There is no such client.' };
      return { status: 404, headers: {}, body };
    },
  },
});
