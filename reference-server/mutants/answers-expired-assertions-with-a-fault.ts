import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'An expired assertion is answered with 500 server_error.',
  rules: {
    refusalOf: (error) =>
      refusalOf(
        error instanceof ClientAuthenticationFailed && error.reason === 'expired' ? undefined : error,
      ),
  },
});
