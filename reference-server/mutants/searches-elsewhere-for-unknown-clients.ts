import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';
import { slowHash } from './parts/slow-hash.ts';

export default mutant({
  breaks: ['CA-061'],
  how: 'Whoever is not found by Basic credentials is looked for in a second, slower place before the refusal.',
  onlyInPlace: true,
  rules: {
    methodFor(credentials, client) {
      if (credentials.mechanism === 'basic' && !client.enabled) slowHash(credentials.clientId);
      return methodFor(credentials, client);
    },
  },
});
