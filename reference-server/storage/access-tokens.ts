import type { Database } from './schema.ts';

/** What is known of an issued token. Times in epoch milliseconds. */
export interface AccessTokenRecord {
  /** The token's jti. The token itself is not kept. */
  id: string;
  clientId: string;
  scope: string;
  issuedAt: number;
  expiresAt: number;
  revokedAt: number | undefined;
}

export interface AccessTokens {
  record(token: Omit<AccessTokenRecord, 'revokedAt'>): Promise<void>;
  find(id: string): Promise<AccessTokenRecord | undefined>;
  /** Kills it for good; the first revocation's time stays. */
  revoke(id: string, now: number): Promise<void>;
  purge(now: number): Promise<void>;
  clear(): Promise<void>;
}

export function accessTokensIn(database: Database): AccessTokens {
  return {
    async record({ id, clientId, scope, issuedAt, expiresAt }) {
      await database
        .insertInto('access_tokens')
        .values({ id, client_id: clientId, scope, issued_at: issuedAt, expires_at: expiresAt })
        .execute();
    },

    async find(id) {
      const row = await database
        .selectFrom('access_tokens')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        id: row.id,
        clientId: row.client_id,
        scope: row.scope,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        revokedAt: row.revoked_at ?? undefined,
      };
    },

    async revoke(id, now) {
      await database
        .updateTable('access_tokens')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
    },

    async purge(now) {
      await database.deleteFrom('access_tokens').where('expires_at', '<', now).execute();
    },

    async clear() {
      await database.deleteFrom('access_tokens').execute();
    },
  };
}
