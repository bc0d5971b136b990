import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { slowHash } from './parts/slow-hash.ts';

export default mutant({
  breaks: ['CA-061'],
  how: 'The keys of a client that exists are unlocked by a slow derivation first, and nothing is for one that does not.',
  onlyInPlace: true,
  rules: {
    keyFor(alg, header, client) {
      if (client.enabled && client.keys.length > 0) slowHash(client.id);
      return keyFor(alg, header, client);
    },
  },
});
