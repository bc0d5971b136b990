import { expect } from 'vitest';
import type { Repositories } from './repositories.ts';
import { onEachStore, sharable } from './testing/on-each-store.ts';
import { passingTables, rowsIn } from './testing/rows.ts';

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

/** A row in each of the tables. */
async function leaveRows(to: Repositories, id: string, expiresAt: number): Promise<void> {
  const client = { clientId: 'client', scope: 'api' };
  const redirect = { redirectUri: 'https://client.example/cb', codeChallenge: 'x' };
  await to.assertionIds.spend('client', id, expiresAt);
  await to.accessTokens.record({ id, ...client, issuedAt: 1, expiresAt, grantId: undefined });
  await to.pushedRequests.push(id, { ...client, ...redirect, state: undefined }, expiresAt);
  await to.grants.record({ id, ...client, subject: 'somebody', grantedAt: 1, expiresAt });
  await to.authorizationCodes.record(id, { grantId: id, ...redirect, expiresAt });
  await to.refreshTokens.record(id, { grantId: id, issuedAt: 1 });
}

onEachStore('a purge forgets what is past and nothing else, and what is cleared is empty', async (open) => {
  const { database, ...all } = await open();
  const forgetting = [all.assertionIds, all.accessTokens, all.pushedRequests, all.grants];
  await leaveRows(all, 'past', 1000);
  await leaveRows(all, 'live', 1001);
  const rows: number[][] = [];
  for (const now of [1000, 1001]) {
    for (const store of forgetting) await store.purge(now);
    rows.push(await rowsIn(database));
  }
  expect(rows).toEqual([passingTables.map(() => 2), passingTables.map(() => 1)]);
  expect(await all.assertionIds.spend('client', 'past', 2000)).toBe(true);
  expect(await all.assertionIds.spend('client', 'live', 2000)).toBe(false);
  expect(await all.accessTokens.find('live')).toBeDefined();
  expect(await all.pushedRequests.take('live', 'client', 1)).toBeDefined();
  expect(await all.refreshTokens.find('live')).toBeDefined();
  expect(await all.authorizationCodes.find('live')).toBeDefined();

  for (const store of forgetting) await store.clear();
  expect(await rowsIn(database)).toEqual(passingTables.map(() => 0));
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

onEachStore('what is recorded at once all arrives, in its order', async (open) => {
  const { auditEvents, accessTokens, database } = await open();
  const ids = Array.from({ length: 1_001 }, (_, index) => `${index}`);
  const event = { at: 1, mechanism: undefined, methods: [], outcome: 'refused' } as const;
  const token = { clientId: 'client', scope: '', issuedAt: 1, expiresAt: 2, grantId: undefined };
  await Promise.all(
    ids.flatMap((id) => [
      auditEvents.append({ ...event, clientId: id, reason: 'replayed' }),
      accessTokens.record({ ...token, id }),
    ]),
  );
  expect((await auditEvents.since(1)).map(({ clientId }) => clientId)).toEqual(ids);
  const recorded = await database.selectFrom('access_tokens').select('id').execute();
  expect(recorded.map(({ id }) => id).sort()).toEqual(ids.toSorted());
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
