import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { Database, Schema } from './schema.ts';

/** Opens an SQLite database, ':memory:' or a file's path, and brings its schema up to date. */
export async function openDatabase(location: string): Promise<Database> {
  const sqlite = new DatabaseSync(location);
  if (location !== ':memory:') {
    // Several processes share a file: readers go on while one writes, and a writer waits for its turn.
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000;');
  }
  const database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(sqlite) }) });
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

/** Kysely speaks the interface of better-sqlite3; node:sqlite differs in how parameters are handed over. */
function forKysely(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const statement = sqlite.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}
