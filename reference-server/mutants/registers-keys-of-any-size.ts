import { createPublicKey } from 'node:crypto';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'A key is registered if it can be read at all, however short it is.',
  rules: {
    keyWeakness(jwk) {
      try {
        createPublicKey({ key: { ...jwk }, format: 'jwk' });
        return undefined;
      } catch {
        return 'this is no valid public key';
      }
    },
  },
});
