import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'A kid that is a URL names a key store, and its keys are fetched from a file below it.',
  rules: {
    keySetLocation: (client, header) =>
      typeof header.kid === 'string' && /^https?:/.test(header.kid)
        ? `${header.kid}/jwks.json`
        : keySetLocation(client, header),
  },
});
