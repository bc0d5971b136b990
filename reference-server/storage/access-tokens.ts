import type { Insertable } from 'kysely';
import { gathered } from './gathered.ts';
import type { Database, Schema } from './schema.ts';

/** What is known of an issued token. Times in epoch milliseconds. */
export interface AccessTokenRecord {
  /** The token's jti. The token itself is not kept. */
  id: string;
  clientId: string;
  scope: string;
  issuedAt: number;
  expiresAt: number;
  /** What it was given on, where a grant of somebody's stands behind it. */
  grantId: string | undefined;
}

/** As it stands now. */
export interface AccessTokenState extends AccessTokenRecord {
  /** Whoever granted it, or the client itself. */
  subject: string;
  /** Set where the token or its grant was revoked. */
  revokedAt: number | undefined;
}

export interface AccessTokens {
  record(token: AccessTokenRecord): Promise<void>;
  find(id: string): Promise<AccessTokenState | undefined>;
  /** Kills it for good; the first revocation's time stays. */
  revoke(id: string, now: number): Promise<void>;
  purge(now: number): Promise<void>;
  clear(): Promise<void>;
}

export function accessTokensIn(database: Database): AccessTokens {
  const insert = gathered<Insertable<Schema['access_tokens']>>(async (rows) => {
    await database.insertInto('access_tokens').values(rows).execute();
  });
  return {
    record: ({ id, clientId, scope, issuedAt, expiresAt, grantId }) =>
      insert({
        ...{ id, client_id: clientId, scope, grant_id: grantId ?? null },
        ...{ issued_at: issuedAt, expires_at: expiresAt },
      }),

    async find(id) {
      const row = await database
        .selectFrom('access_tokens as tokens')
        .leftJoin('grants', 'grants.id', 'tokens.grant_id')
        .selectAll('tokens')
        .select(['grants.subject', 'grants.revoked_at as grant_revoked_at'])
        .where('tokens.id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        id: row.id,
        clientId: row.client_id,
        subject: row.subject ?? row.client_id,
        scope: row.scope,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        grantId: row.grant_id ?? undefined,
        revokedAt: row.revoked_at ?? row.grant_revoked_at ?? undefined,
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
