import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'A key in the header is trusted where its kid is registered, though nobody compares the key itself.',
  rules: {
    keyFor(alg, header, client) {
      const { jwk } = header as { jwk?: JWK };
      const isRegistered = client.keys.some(({ kid }) => kid !== undefined && kid === jwk?.kid);
      return jwk && isRegistered ? jwk : keyFor(alg, header, client);
    },
  },
});
