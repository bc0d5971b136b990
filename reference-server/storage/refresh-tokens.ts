import { digest } from './digest.ts';
import { type Grant, grantOf } from './grants.ts';
import type { Database } from './schema.ts';

/** Kept as a digest. It lives as long as its grant, and is used up by the first use (RFC 9700 §4.14.2). */
export interface RefreshToken {
  grant: Grant;
  /** Epoch milliseconds. */
  issuedAt: number;
  usedAt: number | undefined;
}

export interface RefreshTokens {
  record(token: string, of: { grantId: string; issuedAt: number }): Promise<void>;
  /** Used or not. */
  find(token: string): Promise<RefreshToken | undefined>;
  /** True only for the caller that used it, so of two racing calls one wins. */
  spend(token: string, now: number): Promise<boolean>;
}

export function refreshTokensIn(database: Database): RefreshTokens {
  return {
    async record(token, { grantId, issuedAt }) {
      await database
        .insertInto('refresh_tokens')
        .values({ token_digest: digest(token), grant_id: grantId, issued_at: issuedAt, used_at: null })
        .execute();
    },

    async find(token) {
      const row = await database
        .selectFrom('refresh_tokens as tokens')
        .innerJoin('grants', 'grants.id', 'tokens.grant_id')
        .select(['tokens.issued_at', 'tokens.used_at'])
        .select(['grants.id as grant_id', 'grants.client_id', 'grants.subject', 'grants.scope'])
        .select(['grants.granted_at', 'grants.expires_at as grant_expires_at', 'grants.revoked_at'])
        .where('tokens.token_digest', '=', digest(token))
        .executeTakeFirst();
      return row && { grant: grantOf(row), issuedAt: row.issued_at, usedAt: row.used_at ?? undefined };
    },

    async spend(token, now) {
      const { numUpdatedRows } = await database
        .updateTable('refresh_tokens')
        .set({ used_at: now })
        .where('token_digest', '=', digest(token))
        .where('used_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
