import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-051'],
  how: 'Beside two credentials the client_id parameter is not looked at.',
  rules: {
    callerOfToken: callerWith(
      ({ authorization, form }) =>
        authorization !== undefined && form.has('client_assertion') && form.has('client_id'),
      () => ({ clientIdParameterMatches: () => true }),
    ),
  },
});
