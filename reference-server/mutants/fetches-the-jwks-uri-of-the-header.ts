import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'Keys are fetched from where the header says that the client publishes them.',
  rules: {
    keySetLocation: (client, header) =>
      typeof header.jwks_uri === 'string' ? header.jwks_uri : keySetLocation(client, header),
  },
});
