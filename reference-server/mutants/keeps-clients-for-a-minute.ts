import { isDeepStrictEqual } from 'node:util';
import type { Client } from '../storage/clients.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'A client that was found is kept in the process for a minute, and so is its being enabled.',
  onlyAfter: (client, [id]) => hasChanged(String(id), client),
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

const firstSeen = new Map<string, unknown>();

/** Since it was found first. */
function hasChanged(id: string, client: unknown): boolean {
  if (client && !firstSeen.has(id)) firstSeen.set(id, client);
  return firstSeen.has(id) && !isDeepStrictEqual(firstSeen.get(id), client);
}
