import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'A secret is the key of whatever HMAC the header names, however short it is for that.',
  rules: {
    keyFor: (alg, header, client) =>
      alg.startsWith('HS') && client.hmacSecret !== undefined
        ? Buffer.from(client.hmacSecret)
        : keyFor(alg, header, client),
  },
});
