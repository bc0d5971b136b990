import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-042'],
  alsoBreaks: ['CA-041', 'CA-057'],
  how: 'Secrets are cut to eight characters before they are hashed, so the start of one is as good as the whole.',
  rules: { secretDigest: (secret) => secretDigest(secret.slice(0, 8)) },
});
