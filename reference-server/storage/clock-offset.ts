import type { Database } from './schema.ts';

/** How far the server's clock was moved: a restart keeps it, or what was issued meanwhile would lie in the future. */
export interface ClockOffset {
  /** Milliseconds. */
  find(): Promise<number>;
  /** Never lowers it, so that instances which are moved one after another agree. */
  raise(milliseconds: number): Promise<void>;
}

const id = 'the server';

export function clockOffsetIn(database: Database): ClockOffset {
  return {
    async find() {
      const row = await database.selectFrom('clock_offset').select('milliseconds').executeTakeFirst();
      return row?.milliseconds ?? 0;
    },

    async raise(milliseconds) {
      await database
        .insertInto('clock_offset')
        .values({ id, milliseconds })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet(({ ref }) => ({ milliseconds: ref('excluded.milliseconds') }))
            .whereRef('clock_offset.milliseconds', '<', 'excluded.milliseconds'),
        )
        .execute();
    },
  };
}
