import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Secrets are cut to the 255 bytes that their column holds, when they are stored and when they are compared.',
  rules: { secretDigest: (secret) => secretDigest(secret.slice(0, 255)) },
});
