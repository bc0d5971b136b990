import { grantedScope } from '../rules/grants.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A client that asks for no scope gets all that there are.',
  rules: {
    grantedScope: (requested, client) =>
      requested === undefined
        ? [...new Set([...client.scopes, 'api', 'reports'])]
        : grantedScope(requested, client),
  },
});
