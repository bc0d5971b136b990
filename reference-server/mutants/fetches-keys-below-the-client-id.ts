import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'Keys of a client whose identifier is a URL are looked for below it, whether or not it is registered.',
  rules: {
    keySetLocation: (client, header) =>
      /^https?:/.test(client.id) ? `${client.id}/.well-known/jwks.json` : keySetLocation(client, header),
  },
});
