import type { Kysely } from 'kysely';

/** Portable on purpose: TEXT ids, BIGINT epoch milliseconds, nullable …_at for yes or no, JSON as TEXT. */
export interface Schema {
  clients: {
    id: string;
    method: string;
    chain: string | null;
    pinned_algorithm: string | null;
    secret_digest: string | null;
    sealed_hmac_secret: string | null;
    keys: string;
    jwks_uri: string | null;
    scopes: string;
    grant_types: string;
    redirect_uris: string;
    disabled_at: number | null;
  };
  assertion_ids: { client_id: string; id_digest: string; expires_at: number };
  access_tokens: {
    id: string;
    client_id: string;
    scope: string;
    issued_at: number;
    expires_at: number;
    revoked_at: number | null;
    grant_id: string | null;
  };
  grants: {
    id: string;
    client_id: string;
    subject: string;
    scope: string;
    granted_at: number;
    expires_at: number;
    revoked_at: number | null;
  };
  authorization_codes: {
    code_digest: string;
    grant_id: string;
    redirect_uri: string;
    code_challenge: string;
    expires_at: number;
    used_at: number | null;
  };
  refresh_tokens: {
    token_digest: string;
    grant_id: string;
    issued_at: number;
    used_at: number | null;
  };
  client_registrations: {
    client_id: string;
    token_digest: string;
    metadata: string;
    registered_at: number;
  };
  pushed_requests: {
    uri_digest: string;
    client_id: string;
    request: string;
    expires_at: number;
    used_at: number | null;
  };
  clock_offset: { id: string; milliseconds: number };
  audit_events: {
    id: string;
    at: number;
    client_id: string | null;
    mechanism: string | null;
    methods: string;
    outcome: string;
    reason: string | null;
  };
}

export type Database = Kysely<Schema>;
