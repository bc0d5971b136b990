import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'A malformed assertion is answered with the error in a body of status 200.',
  rules: {
    refusalOf: (error) =>
      error instanceof ClientAuthenticationFailed && error.reason === 'malformed_assertion'
        ? { ...refusalOf(error), status: 200 }
        : refusalOf(error),
  },
});
