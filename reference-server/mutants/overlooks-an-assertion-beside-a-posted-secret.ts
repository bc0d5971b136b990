import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-039'],
  alsoBreaks: ['CA-051'],
  how: 'Where the form holds the secret of a client without a chain, the assertion in it is not looked for.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      ({ rules }, request) => rules.presentedMechanisms(request).join() === 'post,assertion',
      async (services, request) => {
        const client = await services.clients.find(request.form.get('client_id') ?? '');
        const rules = { ...services.rules, presentedMechanisms: () => ['post' as const] };
        return authenticateClient(client?.chain ? services : { ...services, rules }, request);
      },
    ),
  },
});
