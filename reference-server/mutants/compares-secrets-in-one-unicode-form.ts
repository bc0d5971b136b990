import { secretVerifies } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'A secret is brought into the form NFKC before it is compared.',
  rules: {
    secretVerifies: ({ secret, ...credentials }, client, rules) =>
      secretVerifies({ ...credentials, secret: secret.normalize('NFKC') }, client, rules),
  },
});
