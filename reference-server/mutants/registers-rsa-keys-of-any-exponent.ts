import { createPublicKey } from 'node:crypto';
import { keyWeakness } from '../rules/keys.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'An RSA key is registered whatever its exponent is, also one by which anybody can sign.',
  rules: {
    keyWeakness(jwk) {
      if (jwk.kty !== 'RSA') return keyWeakness(jwk);
      const { asymmetricKeyDetails } = createPublicKey({ key: { ...jwk }, format: 'jwk' });
      return (asymmetricKeyDetails?.modulusLength ?? 0) < 2048 ? 'the key is too short' : undefined;
    },
  },
});
