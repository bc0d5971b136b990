import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Of a secret the first 128 characters are kept, and compared.',
  rules: { secretDigest: (secret) => secretDigest(secret.slice(0, 128)) },
});
