import { leastSecretBytes } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'Every HMAC is content with 32 bytes of secret, where one is made as where it is used, though the longer want 48 and 64.',
  rules: { leastSecretBytes: (alg) => leastSecretBytes(alg) && 32 },
});
