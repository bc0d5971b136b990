import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'A public key in the header, its jwk, verifies the signature of that very assertion.',
  rules: {
    keyFor(alg, header, client) {
      const { jwk } = header as { jwk?: JWK };
      return jwk && client.keys.length > 0 ? jwk : keyFor(alg, header, client);
    },
  },
});
