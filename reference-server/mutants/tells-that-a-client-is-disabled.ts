import { RequestRefused } from '../errors.ts';
import type { Client } from '../storage/clients.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-010'],
  alsoBreaks: ['CA-062'],
  how: 'A disabled client is answered that it is, by whatever looks clients up, before its credential is looked at.',
  onlyAfter: (client) => (client as Client | undefined)?.enabled === false,
  repositories: ({ clients }) => ({
    clients: {
      ...clients,
      async find(id) {
        const client = await clients.find(id);
        if (client?.enabled === false) throw new RequestRefused('unauthorized_client', 'Disabled.');
        return client;
      },
    },
  }),
});
