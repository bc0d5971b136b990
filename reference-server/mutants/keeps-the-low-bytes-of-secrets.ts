import { secretDigest } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Secrets are read as Latin-1, so that a letter of another page counts as the one with its low byte.',
  rules: {
    secretDigest: (secret) => secretDigest(Buffer.from(secret, 'latin1').toString('latin1')),
  },
});
