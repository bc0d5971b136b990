import { grantedScope } from '../rules/grants.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A scope is looked for within the text of those that a client is registered for.',
  rules: {
    grantedScope(requested, client) {
      const registered = client.scopes.join(' ');
      return requested?.split(' ').every((scope) => registered.includes(scope))
        ? requested.split(' ')
        : grantedScope(requested, client);
    },
  },
});
