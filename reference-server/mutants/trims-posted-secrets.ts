import { secretVerifies } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-057'],
  how: 'Spaces around a posted secret are cut off.',
  rules: {
    secretVerifies: (credentials, client, rules) =>
      secretVerifies(credentials, client, rules) ||
      (credentials.mechanism === 'post' &&
        secretVerifies({ ...credentials, secret: credentials.secret.trim() }, client, rules)),
  },
});
