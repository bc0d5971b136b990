import type { Database } from './schema.ts';

/** What somebody let a client do. All codes and tokens that come of it end with it. */
export interface Grant {
  id: string;
  clientId: string;
  /** Who granted it. */
  subject: string;
  scope: string;
  /** Epoch milliseconds. */
  grantedAt: number;
  expiresAt: number;
  revokedAt: number | undefined;
}

export interface Grants {
  record(grant: Omit<Grant, 'revokedAt'>): Promise<void>;
  /** Ends it for good, and with it what was given on it before and is being given now. */
  revoke(id: string, now: number): Promise<void>;
  /** Forgets the grants that are past, and the codes and refresh tokens that hang on them. */
  purge(now: number): Promise<void>;
  clear(): Promise<void>;
}

export function grantsIn(database: Database): Grants {
  const deleteBefore = (now: number) =>
    database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('grants').where('expires_at', '<', now).execute();
      for (const table of ['authorization_codes', 'refresh_tokens'] as const) {
        await transaction
          .deleteFrom(table)
          .where('grant_id', 'not in', (grants) => grants.selectFrom('grants').select('id'))
          .execute();
      }
    });
  return {
    async record({ id, clientId, subject, scope, grantedAt, expiresAt }) {
      await database
        .insertInto('grants')
        .values({
          ...{ id, client_id: clientId, subject, scope },
          ...{ granted_at: grantedAt, expires_at: expiresAt, revoked_at: null },
        })
        .execute();
    },

    async revoke(id, now) {
      await database
        .updateTable('grants')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
    },

    purge: deleteBefore,
    clear: () => deleteBefore(Number.MAX_SAFE_INTEGER),
  };
}

/** The members of a row that was joined with its grant. */
export function grantOf(row: {
  grant_id: string;
  client_id: string;
  subject: string;
  scope: string;
  granted_at: number;
  grant_expires_at: number;
  revoked_at: number | null;
}): Grant {
  return {
    id: row.grant_id,
    clientId: row.client_id,
    subject: row.subject,
    scope: row.scope,
    grantedAt: row.granted_at,
    expiresAt: row.grant_expires_at,
    revokedAt: row.revoked_at ?? undefined,
  };
}
