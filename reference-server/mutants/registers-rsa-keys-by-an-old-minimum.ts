import { createPublicKey } from 'node:crypto';
import { keyWeakness } from '../rules/keys.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'RSA keys of 2000 bits and more are registered, since sizes were once given in round numbers.',
  rules: {
    keyWeakness(jwk) {
      if (jwk.kty !== 'RSA') return keyWeakness(jwk);
      const { asymmetricKeyDetails } = createPublicKey({ key: { ...jwk }, format: 'jwk' });
      const bits = asymmetricKeyDetails?.modulusLength ?? 0;
      return bits >= 2000 && bits < 2048 ? undefined : keyWeakness(jwk);
    },
  },
});
