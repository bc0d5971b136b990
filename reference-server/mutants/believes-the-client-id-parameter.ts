import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-045'],
  alsoBreaks: ['CA-011'],
  how: 'The token endpoint authenticates the credentials, and then acts for the client of the client_id parameter.',
  rules: {
    async callerOfToken(services, request) {
      const { form } = request;
      const named = form.get('client_id');
      if (named === undefined || form.has('client_secret')) return authenticateClient(services, request);
      const unnamed = new Map([...form].filter(([name]) => name !== 'client_id'));
      const authenticated = await authenticateClient(services, { ...request, form: unnamed });
      return { ...authenticated, client: (await services.clients.find(named)) ?? authenticated.client };
    },
  },
});
