import { digest } from '../../storage/digest.ts';
import type { Repositories } from '../../storage/repositories.ts';
import type { Database } from '../../storage/schema.ts';
import { pause } from './pause.ts';

/** Identifiers of assertions that are looked up first, and stored so much later. */
export function storeIdentifiersLate(milliseconds: number) {
  return ({ assertionIds }: Repositories, database: Database): Partial<Repositories> => ({
    assertionIds: {
      ...assertionIds,
      async spend(clientId, identifier, expiresAt) {
        const spent = await database
          .selectFrom('assertion_ids')
          .select('client_id')
          .where('client_id', '=', clientId)
          .where('id_digest', '=', digest(identifier))
          .executeTakeFirst();
        if (spent) return false;
        await pause(milliseconds);
        await assertionIds.spend(clientId, identifier, expiresAt);
        return true;
      },
    },
  });
}
