import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'Each start registers the clients of its file anew, enabled as they are there.',
  on: { storage: 'file' },
  repositories: ({ clients }) => ({
    clients: {
      ...clients,
      async replaceAll(registrations, now) {
        await clients.replaceAll(registrations, now);
        for (const { id, enabled } of registrations) if (enabled) await clients.enable(id);
      },
    },
  }),
});
