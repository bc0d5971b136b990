import { introspectionAllowed } from '../rules/tokens.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  alsoBreaks: ['CA-017', 'CA-060'],
  how: 'Introspection has code of its own that knows no private_key_jwt, though the metadata list it there.',
  rules: {
    introspectionAllowed: (client) => client.method !== 'private_key_jwt' && introspectionAllowed(client),
  },
});
