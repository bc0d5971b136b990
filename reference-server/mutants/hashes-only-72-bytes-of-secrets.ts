import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Secrets are hashed as bcrypt does it, which looks at 72 bytes and no further.',
  rules: { secretDigest: (secret) => secretDigest(secret.slice(0, 72)) },
});
