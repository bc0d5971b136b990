import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The jku of the header is where the keys of a client are that has registered a jwks_uri.',
  rules: {
    keySetLocation: (client, header) =>
      client.jwksUri !== undefined && typeof header.jku === 'string'
        ? header.jku
        : keySetLocation(client, header),
  },
});
