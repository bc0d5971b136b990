import { authenticateForIntrospection } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { ownerOfToken, presentsNoCredential } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-044'],
  alsoBreaks: ['CA-040', 'CA-042', 'CA-043', 'CA-049'],
  how: 'Introspection answers whoever presents no credential, about any token.',
  rules: {
    async callerOfIntrospection(services, request) {
      const owner = presentsNoCredential(services, request) && (await ownerOfToken(services, request));
      return owner ? { client: owner, methods: [] } : authenticateForIntrospection(services, request);
    },
  },
});
