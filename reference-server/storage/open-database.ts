import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { PostgresConnection } from './postgres.ts';
import type { Database, Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export type { PostgresConnection } from './postgres.ts';

/** ':memory:', the path of an SQLite file, or a PostgreSQL database. */
export type DatabaseLocation = string | PostgresConnection;

/** A database that is open. */
export interface OpenDatabase {
  database: Database;
  /** The product and its version. */
  store: string;
}

/** Opens a database and brings its schema up to date. What befalls an idle connection goes to `log`. */
export async function openDatabase(
  location: DatabaseLocation,
  log: (error: unknown) => void = console.error,
): Promise<OpenDatabase> {
  const { dialect, store } =
    typeof location === 'string'
      ? openSqlite(location)
      : await (await import('./postgres.ts')).openPostgres(location, log);
  const database = new Kysely<Schema>({ dialect });
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error) {
    await database.destroy();
    throw error;
  }
  return { database, store };
}
