import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'A kid that is a URL is where the key is fetched from, as in systems whose key names are addresses.',
  rules: {
    keySetLocation: (client, header) =>
      typeof header.kid === 'string' && /^https?:/.test(header.kid)
        ? header.kid
        : keySetLocation(client, header),
  },
});
