import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'Enabling a client drops all that was cached, and the identifiers that were spent with it.',
  repositories: ({ clients, assertionIds }) => ({
    clients: {
      ...clients,
      async enable(id) {
        await assertionIds.clear();
        return clients.enable(id);
      },
    },
  }),
});
