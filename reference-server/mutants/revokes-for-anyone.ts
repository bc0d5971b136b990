import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { ownerOfToken, presentsNoCredential } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-044'],
  alsoBreaks: ['CA-040', 'CA-042', 'CA-043', 'CA-049'],
  how: 'Revocation ends the token of whoever presents no credential, as if knowing it were enough.',
  rules: {
    async callerOfRevocation(services, request) {
      const owner = presentsNoCredential(services, request) && (await ownerOfToken(services, request));
      return owner ? { client: owner, methods: [] } : authenticateClient(services, request);
    },
  },
});
