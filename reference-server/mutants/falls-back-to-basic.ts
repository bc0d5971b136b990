import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-008'],
  how: 'An Authorization header is taken as client_secret_basic, whatever method the client is registered for.',
  rules: {
    methodFor: (credentials, client) =>
      credentials.mechanism === 'basic' ? 'client_secret_basic' : methodFor(credentials, client),
  },
});
