import { digest } from '../storage/digest.ts';
import { mutant, refused } from './mutant.ts';

export default mutant({
  breaks: ['CA-022', 'STO-003'],
  how: 'Each instance asks only its own memory, which it fills from the store once and writes through to it.',
  on: { instances: 2 },
  onlyAfter: refused,
  repositories({ assertionIds }, database) {
    let filled: Promise<Set<string>> | undefined;
    const keyOf = (clientId: string, idDigest: string) => JSON.stringify([clientId, idDigest]);
    const fill = async () => {
      const rows = await database.selectFrom('assertion_ids').select(['client_id', 'id_digest']).execute();
      return new Set(rows.map(({ client_id, id_digest }) => keyOf(client_id, id_digest)));
    };
    return {
      assertionIds: {
        ...assertionIds,
        async spend(clientId, identifier, expiresAt) {
          filled ??= fill();
          const spent = await filled;
          const key = keyOf(clientId, digest(identifier));
          if (spent.has(key)) return false;
          spent.add(key);
          await assertionIds.spend(clientId, identifier, expiresAt);
          return true;
        },
      },
    };
  },
});
