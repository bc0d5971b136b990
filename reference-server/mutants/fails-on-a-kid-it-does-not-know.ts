import { ClientAuthenticationFailed } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  alsoBreaks: ['CA-010', 'CA-029', 'CA-035'],
  how: 'That no key is found by kid is a fault.',
  rules: {
    refusalOf(error) {
      const isUnknown = error instanceof ClientAuthenticationFailed && error.reason === 'no_fitting_key';
      return refusalOf(isUnknown ? new TypeError('there is no such key') : error);
    },
  },
});
