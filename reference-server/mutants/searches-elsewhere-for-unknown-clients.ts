import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { slowHash } from './parts/slow-hash.ts';

export default mutant({
  breaks: ['CA-061'],
  how: 'Whoever is not found by Basic credentials is looked for in a second, slower place before the refusal.',
  onlyInPlace: true,
  rules: {
    methodFor: onlyWhere(
      methodFor,
      // What stands in for a client that does not exist is disabled.
      ({ mechanism }, { enabled }) => mechanism === 'basic' && !enabled,
      (credentials, client) => {
        slowHash(credentials.clientId);
        return methodFor(credentials, client);
      },
    ),
  },
});
