import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'One scope that the client is registered for opens the others that it asks for with it.',
  rules: {
    grantedScope(requested, client) {
      const asked = requested?.split(' ') ?? client.scopes;
      return asked.some((scope) => client.scopes.includes(scope)) ? asked : undefined;
    },
  },
});
