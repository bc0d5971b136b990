import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-008'],
  how: 'An assertion by a key is private_key_jwt, whatever assertion the client is registered for.',
  rules: {
    methodFor(credentials, client) {
      const method = methodFor(credentials, client);
      const isKeyed =
        credentials.mechanism === 'assertion' && !String(credentials.assertion.header.alg).startsWith('HS');
      return method && isKeyed ? 'private_key_jwt' : method;
    },
  },
});
