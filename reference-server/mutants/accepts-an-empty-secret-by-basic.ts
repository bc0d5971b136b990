import { secretVerifies } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  alsoBreaks: ['CA-050'],
  how: 'Basic credentials go to a directory, where a bind without a password succeeds as nobody (RFC 4513 §5.1.2).',
  rules: {
    secretVerifies: (credentials, client, rules) =>
      (credentials.mechanism === 'basic' && credentials.secret === '') ||
      secretVerifies(credentials, client, rules),
  },
});
