import { type Dialect, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { readSecretFile } from '../keys/read-json-file.ts';

/** A PostgreSQL database, which several servers may share. */
export interface PostgresConnection {
  host: string;
  port: number;
  database: string;
  user: string;
  /** Read for each connection, so that a new password is taken up without a restart. */
  passwordFile: string;
}

/** Connects, so that a database that can't be reached fails the start and not a request. */
export async function openPostgres(
  { passwordFile, ...connection }: PostgresConnection,
  log: (error: unknown) => void,
): Promise<{ dialect: Dialect; store: string }> {
  const pool = new Pool({
    ...connection,
    password: () => readSecretFile(passwordFile),
    connectionTimeoutMillis: 5_000,
    types: {
      getTypeParser: (type, format) =>
        type === types.builtins.INT8 ? Number : types.getTypeParser(type, format),
    },
  });
  // An idle connection that breaks is replaced by the next request; unheard, it would end the process.
  pool.on('error', log);
  try {
    const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
    // Debian appends the version of its package.
    const store = `PostgreSQL ${rows[0]?.server_version.split(' ')[0]}`;
    return { dialect: new PostgresDialect({ pool }), store };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
