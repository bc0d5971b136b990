import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'A client identifier with a NUL in it is an error of the database, as of PostgreSQL, and that a fault of the server.',
  repositories: ({ clients }) => ({
    clients: {
      ...clients,
      find: onlyWhere(
        clients.find,
        (id) => id.includes('\0'),
        async () => {
          throw new Error('invalid byte sequence for encoding "UTF8": 0x00');
        },
      ),
    },
  }),
});
