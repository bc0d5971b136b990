import { canNameClient } from './clients.ts';
import { digest } from './digest.ts';
import type { Database } from './schema.ts';

/** What a client that registered itself was told (RFC 7591 §3.2.1), without its secret and its token. */
export type RegisteredMetadata = Record<string, unknown>;

/** Which clients registered themselves, and who may manage them. The token is kept as a digest. */
export interface ClientRegistrations {
  record(clientId: string, token: string, metadata: RegisteredMetadata, now: number): Promise<void>;
  /** Undefined where the client, or this token for it, does not exist. */
  find(clientId: string, token: string): Promise<RegisteredMetadata | undefined>;
  /** Forgets the client too. True only for the caller that removed it. */
  remove(clientId: string, token: string): Promise<boolean>;
}

export function clientRegistrationsIn(database: Database): ClientRegistrations {
  return {
    async record(clientId, token, metadata, now) {
      await database
        .insertInto('client_registrations')
        .values({
          ...{ client_id: clientId, token_digest: digest(token) },
          ...{ metadata: JSON.stringify(metadata), registered_at: now },
        })
        .execute();
    },

    async find(clientId, token) {
      if (!canNameClient(clientId)) return undefined;
      const row = await database
        .selectFrom('client_registrations')
        .select('metadata')
        .where('client_id', '=', clientId)
        .where('token_digest', '=', digest(token))
        .executeTakeFirst();
      return row && JSON.parse(row.metadata);
    },

    async remove(clientId, token) {
      if (!canNameClient(clientId)) return false;
      return database.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('client_registrations')
          .where('client_id', '=', clientId)
          .where('token_digest', '=', digest(token))
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await transaction.deleteFrom('clients').where('id', '=', clientId).execute();
        return true;
      });
    },
  };
}
