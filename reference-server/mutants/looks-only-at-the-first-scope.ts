import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'Of several scopes only the first has to be one that the client is registered for.',
  rules: {
    grantedScope(requested, client) {
      const asked = requested?.split(' ') ?? client.scopes;
      return client.scopes.includes(asked[0] ?? '') ? asked : undefined;
    },
  },
});
