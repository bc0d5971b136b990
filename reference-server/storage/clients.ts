import type { JWK } from 'jose';
import type { Keyring } from '../keys/keyring.ts';
import { type AuthenticationMethod, methodsOf } from '../rules/algorithms.ts';
import type { Database } from './schema.ts';

/** A registered client, ready to be authenticated. */
export interface Client {
  id: string;
  method: AuthenticationMethod;
  /** Methods that must all succeed in one request, in this order. Takes the place of `method`, which is its first. */
  chain: readonly AuthenticationMethod[] | undefined;
  /** token_endpoint_auth_signing_alg */
  pinnedAlgorithm: string | undefined;
  secretDigest: string | undefined;
  /** There for client_secret_jwt only, the one method that computes with the secret itself. */
  hmacSecret: string | undefined;
  keys: readonly JWK[];
  /** Where it publishes its keys, in place of registering them. */
  jwksUri: string | undefined;
  scopes: readonly string[];
  grantTypes: readonly string[];
  redirectUris: readonly string[];
  enabled: boolean;
}

/** What a client is registered with. */
export type Registration = Omit<Client, 'secretDigest' | 'hmacSecret'> & { secret: string | undefined };

export interface Clients {
  find(id: string): Promise<Client | undefined>;
  /** Takes effect with the next request. False where there is no such client. */
  disable(id: string, now: number): Promise<boolean>;
  enable(id: string): Promise<boolean>;
  add(registration: Registration, now: number): Promise<void>;
  /** The given clients and those that registered themselves, no others. One that was disabled meanwhile stays so. */
  replaceAll(registrations: readonly Registration[], now: number): Promise<void>;
}

export function clientsIn(
  database: Database,
  keyring: Keyring,
  secretDigest: (secret: string) => string,
): Clients {
  const rowOf = ({ secret, ...client }: Registration, now: number) => ({
    id: client.id,
    method: client.method,
    chain: client.chain ? JSON.stringify(client.chain) : null,
    pinned_algorithm: client.pinnedAlgorithm ?? null,
    secret_digest: secret === undefined ? null : secretDigest(secret),
    sealed_hmac_secret:
      secret !== undefined && methodsOf(client).includes('client_secret_jwt')
        ? keyring.seal(secret, client.id)
        : null,
    keys: JSON.stringify(client.keys),
    jwks_uri: client.jwksUri ?? null,
    scopes: JSON.stringify(client.scopes),
    grant_types: JSON.stringify(client.grantTypes),
    redirect_uris: JSON.stringify(client.redirectUris),
    disabled_at: client.enabled ? null : now,
  });
  return {
    async find(id) {
      if (!canNameClient(id)) return undefined;
      const row = await database.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      return {
        id: row.id,
        method: row.method as AuthenticationMethod,
        chain: row.chain === null ? undefined : JSON.parse(row.chain),
        pinnedAlgorithm: row.pinned_algorithm ?? undefined,
        secretDigest: row.secret_digest ?? undefined,
        hmacSecret: row.sealed_hmac_secret ? keyring.open(row.sealed_hmac_secret, row.id) : undefined,
        keys: JSON.parse(row.keys),
        jwksUri: row.jwks_uri ?? undefined,
        scopes: JSON.parse(row.scopes),
        grantTypes: JSON.parse(row.grant_types),
        redirectUris: JSON.parse(row.redirect_uris),
        enabled: row.disabled_at === null,
      };
    },

    async disable(id, now) {
      if (!canNameClient(id)) return false;
      const { numUpdatedRows } = await database
        .updateTable('clients')
        .set(({ fn, val }) => ({ disabled_at: fn.coalesce('disabled_at', val(now)) }))
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async enable(id) {
      if (!canNameClient(id)) return false;
      const { numUpdatedRows } = await database
        .updateTable('clients')
        .set({ disabled_at: null })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async add(registration, now) {
      await database.insertInto('clients').values(rowOf(registration, now)).execute();
    },

    async replaceAll(registrations, now) {
      const rows = registrations.map((registration) => rowOf(registration, now));
      await database.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('clients')
          .where('id', 'not in', (own) => own.selectFrom('client_registrations').select('client_id'))
          .$if(rows.length > 0, (others) =>
            others.where(
              'id',
              'not in',
              rows.map(({ id }) => id),
            ),
          )
          .execute();
        // Nothing is read first: of instances that start together each finds the rows of the other, and agrees.
        for (const { id, ...row } of rows) {
          await transaction
            .insertInto('clients')
            .values({ id, ...row })
            .onConflict((conflict) =>
              conflict.column('id').doUpdateSet(({ fn, ref }) => ({
                ...row,
                disabled_at: fn.coalesce('clients.disabled_at', ref('excluded.disabled_at')),
              })),
            )
            .execute();
        }
      });
    },
  };
}

/** RFC 6749 §A.1. Other text names no client and is not worth showing to a database, which may not even take it. */
export function canNameClient(id: string): boolean {
  return /^[\x20-\x7e]{1,256}$/.test(id);
}
