import { presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-060'],
  alsoBreaks: ['CA-001', 'CA-002', 'CA-003', 'CA-017', 'CA-039', 'CA-047', 'CA-049', 'CA-053', 'CA-057'],
  how: 'An assertion is read only where a client_id parameter tells whose it is.',
  rules: {
    presentedMechanisms: (request) =>
      presentedMechanisms(request).filter((one) => one !== 'assertion' || request.form.has('client_id')),
  },
});
