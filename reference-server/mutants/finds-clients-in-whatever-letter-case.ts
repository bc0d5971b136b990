import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'Clients are looked up by their identifier in lower case, as some databases compare.',
  repositories: ({ clients }) => ({
    clients: {
      ...clients,
      find: onlyWhere(
        clients.find,
        (id) => id !== id.toLowerCase(),
        async (id) => (await clients.find(id.toLowerCase())) ?? clients.find(id),
      ),
    },
  }),
});
