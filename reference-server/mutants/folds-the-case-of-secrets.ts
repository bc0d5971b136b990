import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Secrets are hashed in lower case, so letters of either case count as one.',
  rules: { secretDigest: (secret) => secretDigest(secret.toLowerCase()) },
});
