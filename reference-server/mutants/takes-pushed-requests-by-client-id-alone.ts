import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { presentsNoCredential } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-044'],
  alsoBreaks: ['CA-040', 'CA-042', 'CA-043', 'CA-049'],
  how: 'A pushed request that comes with a client identifier alone is taken, as the authorization endpoint would.',
  rules: {
    async callerOfPushedAuthorization(services, request) {
      const client =
        presentsNoCredential(services, request) &&
        (await services.clients.find(request.form.get('client_id') ?? ''));
      return client ? { client, methods: [] } : authenticateClient(services, request);
    },
  },
});
