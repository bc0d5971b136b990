import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { presentsNoCredential } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-043'],
  how: 'A code that comes with its PKCE verifier wants no credential, whatever client it was issued to.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('code_verifier'),
      async (services, request) => {
        const client =
          presentsNoCredential(services, request) &&
          (await services.clients.find(request.form.get('client_id') ?? ''));
        return client ? { client, methods: [] } : authenticateClient(services, request);
      },
    ),
  },
});
