import type { Client } from '../storage/clients.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'A client that was found is kept in the process for a minute, and so is its being enabled.',
  repositories({ clients }) {
    const kept = new Map<string, { client: Client | undefined; until: number }>();
    return {
      clients: {
        ...clients,
        async find(id) {
          const known = kept.get(id);
          if (known && performance.now() < known.until) return known.client;
          const client = await clients.find(id);
          if (client) kept.set(id, { client, until: performance.now() + 60_000 });
          return client;
        },
      },
    };
  },
});
