import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'Every secret of 32 bytes or more will do, though the longer HMACs want 48 and 64.',
  rules: {
    keyFor(alg, header, client) {
      if (!alg.startsWith('HS') || client.hmacSecret === undefined) return keyFor(alg, header, client);
      const secret = Buffer.from(client.hmacSecret);
      return secret.length >= 32 ? secret : undefined;
    },
  },
});
