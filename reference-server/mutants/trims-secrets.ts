import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Spaces around a secret are cut off before it is hashed.',
  rules: { secretDigest: (secret) => secretDigest(secret.trim()) },
});
