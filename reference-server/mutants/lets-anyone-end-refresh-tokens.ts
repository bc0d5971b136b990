import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { ownerOfToken, presentsNoCredential } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-044'],
  how: 'Revocation of a refresh token wants no credential, as revocation of an access token does.',
  rules: {
    async callerOfRevocation(services, request) {
      const owner =
        presentsNoCredential(services, request) && (await ownerOfToken(services, request, ['refresh']));
      return owner ? { client: owner, methods: [] } : authenticateClient(services, request);
    },
  },
});
