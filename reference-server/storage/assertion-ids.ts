import { digest } from './digest.ts';
import type { Database } from './schema.ts';

/** The identifiers of assertions that were used, per client: their store is what makes an assertion single-use. */
export interface AssertionIds {
  /** True only for the caller that spent it, so of two racing calls one wins. Times in epoch milliseconds. */
  spend(clientId: string, identifier: string, expiresAt: number): Promise<boolean>;
  purge(now: number): Promise<void>;
  clear(): Promise<void>;
}

export function assertionIdsIn(database: Database): AssertionIds {
  return {
    async spend(clientId, identifier, expiresAt) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('assertion_ids')
        .values({ client_id: clientId, id_digest: digest(identifier), expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    async purge(now) {
      await database.deleteFrom('assertion_ids').where('expires_at', '<', now).execute();
    },

    async clear() {
      await database.deleteFrom('assertion_ids').execute();
    },
  };
}
