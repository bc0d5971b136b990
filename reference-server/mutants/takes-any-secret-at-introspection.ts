import { authenticateClient } from '../authenticate-client.ts';
import { decodeBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-044'],
  how: 'Introspection looks up the client that Basic credentials name, and never compares the secret.',
  rules: {
    async callerOfIntrospection(services, request) {
      const named = decodeBasicCredentials(request.authorization ?? '')?.clientId;
      const client = named === undefined ? undefined : await services.clients.find(named);
      return client ? { client, methods: [] } : authenticateClient(services, request);
    },
  },
});
