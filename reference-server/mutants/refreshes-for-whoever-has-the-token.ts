import { authenticateClient } from '../authenticate-client.ts';
import { ClientAuthenticationFailed } from '../errors.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-043'],
  alsoBreaks: ['CA-022', 'CA-045', 'CA-046', 'CA-049'],
  how: 'Where client authentication fails, a refresh token tells whose it is, and that is enough.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('refresh_token'),
      async (services, request) => {
        try {
          return await authenticateClient(services, request);
        } catch (error) {
          const token = await services.refreshTokens.find(request.form.get('refresh_token') ?? '');
          const client = token && (await services.clients.find(token.grant.clientId));
          if (!client || !(error instanceof ClientAuthenticationFailed)) throw error;
          return { client, methods: [] };
        }
      },
    ),
  },
});
