import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The jku of the header is followed where it is an https URL, as if TLS said whose keys they are.',
  rules: {
    keySetLocation: (client, header) =>
      String(header.jku).startsWith('https:') ? String(header.jku) : keySetLocation(client, header),
  },
});
