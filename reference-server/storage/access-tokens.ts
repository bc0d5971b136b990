import type { Database } from './schema.ts';

/** What is known of an issued token. Times in epoch milliseconds. */
export interface AccessTokenRecord {
  /** The token's jti. The token itself is not kept. */
  id: string;
  clientId: string;
  scope: string;
  issuedAt: number;
  expiresAt: number;
}

export interface AccessTokens {
  record(token: AccessTokenRecord): Promise<void>;
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

    async purge(now) {
      await database.deleteFrom('access_tokens').where('expires_at', '<', now).execute();
    },

    async clear() {
      await database.deleteFrom('access_tokens').execute();
    },
  };
}
