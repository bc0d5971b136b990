import { digest } from './digest.ts';
import type { Database } from './schema.ts';

/** An authorization request that was checked. */
export interface AuthorizationRequest {
  clientId: string;
  redirectUri: string;
  scope: string;
  /** Of the method S256. */
  codeChallenge: string;
  state: string | undefined;
}

/** Requests that clients pushed (RFC 9126), by their request_uri, which is kept as a digest only. */
export interface PushedRequests {
  /** Times in epoch milliseconds. */
  push(requestUri: string, request: AuthorizationRequest, expiresAt: number): Promise<void>;
  /** The request, for the first caller only and only while it lives and for the client that pushed it. */
  take(requestUri: string, clientId: string, now: number): Promise<AuthorizationRequest | undefined>;
  purge(now: number): Promise<void>;
  clear(): Promise<void>;
}

export function pushedRequestsIn(database: Database): PushedRequests {
  return {
    async push(requestUri, request, expiresAt) {
      await database
        .insertInto('pushed_requests')
        .values({
          uri_digest: digest(requestUri),
          client_id: request.clientId,
          request: JSON.stringify(request),
          expires_at: expiresAt,
          used_at: null,
        })
        .execute();
    },

    async take(requestUri, clientId, now) {
      const row = await database
        .updateTable('pushed_requests')
        .set({ used_at: now })
        .where('uri_digest', '=', digest(requestUri))
        .where('client_id', '=', clientId)
        .where('expires_at', '>', now)
        .where('used_at', 'is', null)
        .returning('request')
        .executeTakeFirst();
      return row && JSON.parse(row.request);
    },

    async purge(now) {
      await database.deleteFrom('pushed_requests').where('expires_at', '<', now).execute();
    },

    async clear() {
      await database.deleteFrom('pushed_requests').execute();
    },
  };
}
