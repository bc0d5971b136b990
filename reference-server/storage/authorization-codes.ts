import { digest } from './digest.ts';
import { type Grant, grantOf } from './grants.ts';
import type { Database } from './schema.ts';

/** Kept as a digest: who reads the database can't redeem it. */
export interface AuthorizationCode {
  grant: Grant;
  redirectUri: string;
  /** Of the method S256. */
  codeChallenge: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

export interface AuthorizationCodes {
  record(code: string, of: Omit<AuthorizationCode, 'grant'> & { grantId: string }): Promise<void>;
  /** Used or not. */
  find(code: string): Promise<AuthorizationCode | undefined>;
  /** True only for the caller that redeemed it, so of two racing calls one wins. */
  redeem(code: string, now: number): Promise<boolean>;
}

export function authorizationCodesIn(database: Database): AuthorizationCodes {
  return {
    async record(code, { grantId, redirectUri, codeChallenge, expiresAt }) {
      await database
        .insertInto('authorization_codes')
        .values({
          ...{ code_digest: digest(code), grant_id: grantId, redirect_uri: redirectUri },
          ...{ code_challenge: codeChallenge, expires_at: expiresAt, used_at: null },
        })
        .execute();
    },

    async find(code) {
      const row = await database
        .selectFrom('authorization_codes as codes')
        .innerJoin('grants', 'grants.id', 'codes.grant_id')
        .select(['codes.redirect_uri', 'codes.code_challenge', 'codes.expires_at'])
        .select(['grants.id as grant_id', 'grants.client_id', 'grants.subject', 'grants.scope'])
        .select(['grants.granted_at', 'grants.expires_at as grant_expires_at', 'grants.revoked_at'])
        .where('codes.code_digest', '=', digest(code))
        .executeTakeFirst();
      return (
        row && {
          grant: grantOf(row),
          redirectUri: row.redirect_uri,
          codeChallenge: row.code_challenge,
          expiresAt: row.expires_at,
        }
      );
    },

    async redeem(code, now) {
      const { numUpdatedRows } = await database
        .updateTable('authorization_codes')
        .set({ used_at: now })
        .where('code_digest', '=', digest(code))
        .where('used_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
