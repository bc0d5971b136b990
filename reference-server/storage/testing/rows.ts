import type { Database } from '../schema.ts';

/** The tables of what is remembered for a time only. */
export const passingTables = [
  'assertion_ids',
  'access_tokens',
  'pushed_requests',
  'grants',
  'authorization_codes',
  'refresh_tokens',
] as const;

/** How many rows each of those tables has. */
export async function rowsIn(database: Database): Promise<number[]> {
  return Promise.all(
    passingTables.map(async (table) => (await database.selectFrom(table).selectAll().execute()).length),
  );
}
