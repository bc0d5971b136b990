import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  how: 'Access tokens that were revoked live again where the server starts anew.',
  on: { storage: 'file' },
  repositories: ({ clients }, database) => ({
    clients: {
      ...clients,
      async replaceAll(registrations, now) {
        await clients.replaceAll(registrations, now);
        await database.updateTable('access_tokens').set({ revoked_at: null }).execute();
      },
    },
  }),
});
