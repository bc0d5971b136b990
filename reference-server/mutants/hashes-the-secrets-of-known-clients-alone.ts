import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';
import { slowHash } from './parts/slow-hash.ts';

export default mutant({
  breaks: ['CA-061'],
  how: 'A secret is hashed, slowly, once its client was found; where there is none the answer is there at once.',
  onlyInPlace: true,
  rules: {
    methodFor(credentials, client) {
      // What stands in for a client that does not exist is disabled.
      if ('secret' in credentials && client.enabled) slowHash(credentials.secret);
      return methodFor(credentials, client);
    },
  },
});
