import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { slowHash } from './parts/slow-hash.ts';

export default mutant({
  breaks: ['CA-061'],
  how: 'A secret is hashed, slowly, once its client was found; where there is none the answer is there at once.',
  onlyInPlace: true,
  rules: {
    methodFor: onlyWhere(
      methodFor,
      // What stands in for a client that does not exist is disabled.
      (credentials, { enabled }) => 'secret' in credentials && enabled,
      (credentials, client) => {
        slowHash(client.id);
        return methodFor(credentials, client);
      },
    ),
  },
});
