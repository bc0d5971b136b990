import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { presentsNoCredential } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-043'],
  how: 'A code that comes with its PKCE verifier wants no credential, whatever client it was issued to.',
  rules: {
    async callerOfToken(services, request) {
      const { form } = request;
      const client =
        form.has('code_verifier') &&
        presentsNoCredential(services, request) &&
        (await services.clients.find(form.get('client_id') ?? ''));
      return client ? { client, methods: [] } : authenticateClient(services, request);
    },
  },
});
