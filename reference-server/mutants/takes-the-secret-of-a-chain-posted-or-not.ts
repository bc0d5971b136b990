import { authenticateClient } from '../authenticate-client.ts';
import { presentedMechanisms } from '../rules/requests.ts';
import type { Client } from '../storage/clients.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-050'],
  alsoBreaks: ['CA-053'],
  how: 'The secret of a chain may be posted where the policy wants it in the header, or the other way round.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, request) => presentedMechanisms(request).length > 1,
      (services, request) => {
        const posted = presentedMechanisms(request).includes('post');
        const find = async (id: string) => asPresented(await services.clients.find(id), posted);
        return authenticateClient({ ...services, clients: { ...services.clients, find } }, request);
      },
    ),
  },
});

function asPresented(client: Client | undefined, posted: boolean): Client | undefined {
  const bySecret = posted ? 'client_secret_post' : 'client_secret_basic';
  const chain = client?.chain?.map((method) => (method.endsWith('_jwt') ? method : bySecret));
  return client && { ...client, chain };
}
