import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  alsoBreaks: ['CA-029', 'CA-031', 'CA-059', 'CA-062', 'SEC-008'],
  how: "The parser's exception reaches the caller as 500 with its stack trace.",
  rules: {
    refusalOf(error) {
      if (!(error instanceof ClientAuthenticationFailed) || error.reason !== 'malformed_assertion') {
        return refusalOf(error);
      }
      return {
        status: 500,
        headers: {},
        body: { error: 'server_error', error_description: error.stack ?? error.message },
      };
    },
  },
});
