import type { Migration } from 'kysely/migration';

/** In the order of their names. One that was released is never changed; the next change is a new one. */
export const migrations: Record<string, Migration> = {
  '001-client-authentication': {
    async up(db) {
      await db.schema
        .createTable('clients')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('method', 'text', (column) => column.notNull())
        .addColumn('pinned_algorithm', 'text')
        .addColumn('secret_digest', 'text')
        .addColumn('sealed_hmac_secret', 'text')
        .addColumn('keys', 'text', (column) => column.notNull())
        .addColumn('scopes', 'text', (column) => column.notNull())
        .addColumn('grant_types', 'text', (column) => column.notNull())
        .addColumn('disabled_at', 'bigint')
        .execute();
      // The primary key is what makes an assertion single-use: of two racing inserts the database refuses one.
      await db.schema
        .createTable('assertion_ids')
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('id_digest', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('assertion_ids_pkey', ['client_id', 'id_digest'])
        .execute();
      await db.schema
        .createIndex('assertion_ids_expires_at')
        .on('assertion_ids')
        .column('expires_at')
        .execute();
      await db.schema
        .createTable('access_tokens')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('issued_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('access_tokens_expires_at')
        .on('access_tokens')
        .column('expires_at')
        .execute();
      await db.schema
        .createTable('audit_events')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('client_id', 'text')
        .addColumn('mechanism', 'text')
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute();
    },
  },
  '002-revocation': {
    async up(db) {
      await db.schema.alterTable('access_tokens').addColumn('revoked_at', 'bigint').execute();
    },
  },
  '003-pushed-requests': {
    async up(db) {
      await db.schema
        .alterTable('clients')
        .addColumn('redirect_uris', 'text', (column) => column.notNull().defaultTo('[]'))
        .execute();
      await db.schema
        .createTable('pushed_requests')
        .addColumn('uri_digest', 'text', (column) => column.primaryKey())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('request', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute();
    },
  },
  '004-audited-methods': {
    async up(db) {
      await db.schema
        .alterTable('audit_events')
        .addColumn('methods', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
    },
  },
  '005-grants': {
    async up(db) {
      await db.schema
        .createTable('grants')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('granted_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('revoked_at', 'bigint')
        .execute();
      await db.schema
        .createTable('authorization_codes')
        .addColumn('code_digest', 'text', (column) => column.primaryKey())
        .addColumn('grant_id', 'text', (column) => column.notNull())
        .addColumn('redirect_uri', 'text', (column) => column.notNull())
        .addColumn('code_challenge', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute();
      await db.schema
        .createTable('refresh_tokens')
        .addColumn('token_digest', 'text', (column) => column.primaryKey())
        .addColumn('grant_id', 'text', (column) => column.notNull())
        .addColumn('issued_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute();
      await db.schema.alterTable('access_tokens').addColumn('grant_id', 'text').execute();
    },
  },
  '006-client-registrations': {
    async up(db) {
      await db.schema
        .createTable('client_registrations')
        .addColumn('client_id', 'text', (column) => column.primaryKey())
        .addColumn('token_digest', 'text', (column) => column.notNull())
        .addColumn('metadata', 'text', (column) => column.notNull())
        .addColumn('registered_at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '007-published-keys': {
    async up(db) {
      await db.schema.alterTable('clients').addColumn('jwks_uri', 'text').execute();
    },
  },
  '008-chains': {
    async up(db) {
      await db.schema.alterTable('clients').addColumn('chain', 'text').execute();
    },
  },
  '009-clock-offset': {
    async up(db) {
      await db.schema
        .createTable('clock_offset')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('milliseconds', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};
