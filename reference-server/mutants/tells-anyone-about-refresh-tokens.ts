import { authenticateForIntrospection } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { ownerOfToken } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-044'],
  how: 'Introspection looks refresh tokens up before it looks at credentials.',
  rules: {
    async callerOfIntrospection(services, request) {
      const owner = await ownerOfToken(services, request, ['refresh']);
      return owner ? { client: owner, methods: [] } : authenticateForIntrospection(services, request);
    },
  },
});
