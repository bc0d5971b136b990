import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'Registered keys come first; a kid that is not among them is looked up where the jku of the header says.',
  rules: {
    keySetLocation(client, header) {
      const isKnown = client.keys.some(({ kid }) => kid === header.kid);
      return typeof header.jku === 'string' && header.kid !== undefined && !isKnown
        ? header.jku
        : keySetLocation(client, header);
    },
  },
});
