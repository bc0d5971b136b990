import { authenticateClient } from '../authenticate-client.ts';
import { decodeBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-067'],
  how: 'A public client that sends an empty secret in the header counts as one that has shown its secret.',
  rules: {
    async callerOfToken(services, request) {
      const credentials = decodeBasicCredentials(request.authorization ?? '');
      const client =
        credentials?.secret === '' ? await services.clients.find(credentials.clientId) : undefined;
      if (client?.method !== 'none') return authenticateClient(services, request);
      return { client: { ...client, method: 'client_secret_basic' }, methods: ['client_secret_basic'] };
    },
  },
});
