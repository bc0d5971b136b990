import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  alsoBreaks: ['CA-017'],
  how: 'A secret longer than the block of the hash is cut to 64 bytes before it keys an HMAC.',
  rules: {
    keyFor(alg, header, client) {
      const key = keyFor(alg, header, client);
      return key instanceof Uint8Array ? key.subarray(0, 64) : key;
    },
  },
});
