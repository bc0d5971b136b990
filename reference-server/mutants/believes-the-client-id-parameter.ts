import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-045'],
  alsoBreaks: ['CA-011', 'CA-051'],
  how: 'The token endpoint authenticates the credentials, and then acts for the client of the client_id parameter.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('client_id') && !form.has('client_secret'),
      async (services, request) => {
        const unnamed = new Map([...request.form].filter(([name]) => name !== 'client_id'));
        const authenticated = await authenticateClient(services, { ...request, form: unnamed });
        const named = await services.clients.find(request.form.get('client_id') ?? '');
        return { ...authenticated, client: named ?? authenticated.client };
      },
    ),
  },
});
