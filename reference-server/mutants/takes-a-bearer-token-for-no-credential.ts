import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-043'],
  how: 'Who sends a bearer token beside a client identifier has no client credential, and so is a public client.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      ({ rules }, request) =>
        /^bearer /i.test(request.authorization ?? '') &&
        rules.presentedMechanisms(request).join() === 'basic',
      async (services, request) => {
        const client = await services.clients.find(request.form.get('client_id') ?? '');
        return client ? { client, methods: ['none'] } : authenticateClient(services, request);
      },
    ),
  },
});
