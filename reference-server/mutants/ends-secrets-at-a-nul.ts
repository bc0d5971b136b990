import { secretVerifies } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'What follows a NUL in a secret is not looked at.',
  rules: {
    secretVerifies: ({ secret, ...credentials }, client, rules) =>
      secretVerifies({ ...credentials, secret: secret.replace(/\0.*$/s, '') }, client, rules),
  },
});
