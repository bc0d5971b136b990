import { secretVerifies } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Characters of a secret that are not printable ASCII are left out.',
  rules: {
    secretVerifies: ({ secret, ...credentials }, client, rules) =>
      secretVerifies({ ...credentials, secret: secret.replaceAll(/[^\x20-\x7e]/g, '') }, client, rules),
  },
});
