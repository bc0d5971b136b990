import { presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-060'],
  alsoBreaks: ['CA-057'],
  how: 'A client_id parameter beside an assertion counts as a second way of client authentication.',
  rules: {
    presentedMechanisms(request) {
      const presented = presentedMechanisms(request);
      return presented[0] === 'assertion' && request.form.has('client_id')
        ? [...presented, 'none']
        : presented;
    },
  },
});
