import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'A shared secret in the header, a jwk of type oct, verifies the HMAC of that very assertion.',
  rules: {
    keyFor(alg, header, client) {
      const { jwk } = header as { jwk?: { k?: string } };
      return alg.startsWith('HS') && jwk?.k ? Buffer.from(jwk.k, 'base64url') : keyFor(alg, header, client);
    },
  },
});
