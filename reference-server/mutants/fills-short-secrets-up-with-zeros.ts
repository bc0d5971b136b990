import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'A secret that is too short for its HMAC is filled up with zeros, which makes the length right and nothing else.',
  rules: {
    keyFor(alg, header, client) {
      if (!alg.startsWith('HS') || client.hmacSecret === undefined) return keyFor(alg, header, client);
      const secret = Buffer.from(client.hmacSecret);
      const missing = Math.max(0, Number(alg.slice(2)) / 8 - secret.length);
      return Buffer.concat([secret, Buffer.alloc(missing)]);
    },
  },
});
