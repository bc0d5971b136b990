import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-042'],
  alsoBreaks: ['CA-040', 'CA-043', 'CA-044', 'CA-062'],
  how: 'A client that sends its identifier with an empty secret is taken as one that needs none.',
  rules: {
    methodFor: (credentials, client) =>
      credentials.mechanism === 'none' ? 'none' : methodFor(credentials, client),
  },
});
