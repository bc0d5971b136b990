import { keySetLocation } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'Where the header names a jku, the keys come from there.',
  rules: {
    keySetLocation: (client, header) =>
      typeof header.jku === 'string' ? header.jku : keySetLocation(client, header),
  },
});
