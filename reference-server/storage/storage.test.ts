import { expect } from 'vitest';
import { onEachStore, sharable } from './testing/on-each-store.ts';

onEachStore('an identifier is spent once under twenty calls at once', async (open) => {
  const { assertionIds } = await open();
  const spent = await Promise.all(Array.from({ length: 20 }, () => assertionIds.spend('client', 'id', 1000)));
  expect(spent.filter(Boolean)).toHaveLength(1);
});

onEachStore('identifiers belong to their client and any text will do', async (open) => {
  const { assertionIds } = await open();
  expect(await assertionIds.spend('a', 'id', 1000)).toBe(true);
  expect(await assertionIds.spend('b', 'id', 1000)).toBe(true);
  expect(await assertionIds.spend('A', 'id', 1000)).toBe(true);
  expect(await assertionIds.spend('a', '\0', 1000)).toBe(true);
  expect(await assertionIds.spend('a', '\0\0', 1000)).toBe(true);
  expect(await assertionIds.spend('a', '\0', 1000)).toBe(false);
});

onEachStore('a purge forgets what is past and nothing else', async (open) => {
  const { assertionIds } = await open();
  await assertionIds.spend('client', 'id', 1000);
  await assertionIds.purge(1000);
  expect(await assertionIds.spend('client', 'id', 1000)).toBe(false);
  await assertionIds.purge(1001);
  expect(await assertionIds.spend('client', 'id', 1000)).toBe(true);
});

onEachStore(
  'two servers share what was spent, and a restart keeps it',
  async (open) => {
    const one = await open();
    const other = await open(one);
    expect(await one.assertionIds.spend('client', 'id', 1000)).toBe(true);
    expect(await other.assertionIds.spend('client', 'id', 1000)).toBe(false);
    await Promise.all([one.database.destroy(), other.database.destroy()]);
    expect(await (await open(one)).assertionIds.spend('client', 'id', 1000)).toBe(false);
  },
  sharable,
);

onEachStore(
  'of twenty calls at once at two servers one spends an identifier',
  async (open) => {
    const one = await open();
    const both = [one, await open(one)];
    for (let round = 0; round < 5; round++) {
      const spent = await Promise.all(
        Array.from({ length: 20 }, (_, i) => both[i % 2]?.assertionIds.spend('client', `${round}`, 1000)),
      );
      expect(spent.filter(Boolean)).toHaveLength(1);
    }
  },
  sharable,
);

onEachStore('the clock is moved forward only', async (open) => {
  const { clockOffset } = await open();
  expect(await clockOffset.find()).toBe(0);
  for (const milliseconds of [3_600_000, 1000, 7_200_000]) await clockOffset.raise(milliseconds);
  expect(await clockOffset.find()).toBe(7_200_000);
});

onEachStore('the audit tells what happened since a time, oldest first', async (open) => {
  const { auditEvents } = await open();
  const event = { clientId: 'client', mechanism: undefined, methods: [], outcome: 'refused' } as const;
  for (const at of [2 ** 41, 2 ** 41 + 1, 5]) await auditEvents.append({ ...event, at, reason: 'replayed' });
  expect((await auditEvents.since(6)).map(({ at }) => at)).toEqual([2 ** 41, 2 ** 41 + 1]);
});

onEachStore('a store tells its product and version', async (open) => {
  expect((await open()).store).toMatch(/^(SQLite|PostgreSQL) \d+\.\d+/);
});

onEachStore('an audit event keeps a claimed identifier short and printable', async (open) => {
  const { auditEvents, database } = await open();
  const clientId = `\0${'x'.repeat(1000)}`;
  await auditEvents.append({
    at: 1,
    clientId,
    mechanism: 'post',
    methods: [],
    outcome: 'refused',
    reason: 'unknown_client',
  });
  const [event] = await database.selectFrom('audit_events').selectAll().execute();
  expect(event).toMatchObject({ at: 1, mechanism: 'post', outcome: 'refused', reason: 'unknown_client' });
  expect(event?.client_id).toBe(`?${'x'.repeat(255)}`);
});
