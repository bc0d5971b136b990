import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type Dialect, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

/** ':memory:' or a file's path, which several processes may open. */
export function openSqlite(location: string): { dialect: Dialect; store: string } {
  const sqlite = new DatabaseSync(location);
  if (location !== ':memory:') {
    // Several processes share a file: readers go on while one writes, and a writer waits for its turn.
    // With WAL, NORMAL keeps every commit over a crash of the process; only a power cut may lose the last ones.
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL;');
  }
  return {
    dialect: new SqliteDialect({ database: forKysely(sqlite) }),
    store: `SQLite ${process.versions.sqlite}`,
  };
}

/** Kysely speaks the interface of better-sqlite3; node:sqlite differs in how parameters are handed over. */
function forKysely(sqlite: DatabaseSync): SqliteDatabase {
  /** The server has few statements and asks them often; values are parameters, never text. */
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const statement = prepared.get(sql) ?? statementFor(sqlite.prepare(sql));
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function statementFor(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
