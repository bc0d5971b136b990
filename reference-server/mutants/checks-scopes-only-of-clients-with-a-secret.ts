import { grantedScope } from '../rules/grants.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A client that authenticates by a key is trusted with whatever scope it asks for.',
  rules: {
    grantedScope: (requested, client) =>
      client.method === 'private_key_jwt' && requested !== undefined
        ? requested.split(' ')
        : grantedScope(requested, client),
  },
});
