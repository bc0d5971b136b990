import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { generateKeyring, loadKeyring } from '../keys/keyring.ts';
import { secretDigest } from '../rules/secrets.ts';
import type { Registration } from './clients.ts';
import { openDatabase } from './open-database.ts';
import { repositoriesIn } from './repositories.ts';

const client: Registration = {
  id: 'client',
  method: 'client_secret_jwt',
  chain: undefined,
  pinnedAlgorithm: 'HS256',
  secret: 'canary-canary-canary-canary-canary',
  keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
  jwksUri: undefined,
  scopes: ['api'],
  grantTypes: ['client_credentials'],
  redirectUris: ['https://client.example/cb'],
  enabled: true,
};

async function folderOfItsOwn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'storage-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** The location of each kind of database that the repositories run on. */
const locations: [string, (folder: string) => string][] = [
  ['memory', () => ':memory:'],
  ['a file', (folder) => join(folder, 'database')],
];

async function open(location: string, folder: string) {
  const keyringFile = join(folder, 'keyring');
  await writeFile(keyringFile, generateKeyring(), { flag: 'a+' });
  const database = await openDatabase(location);
  onTestFinished(() => database.destroy());
  return { database, ...repositoriesIn(database, await loadKeyring(keyringFile), secretDigest) };
}

test.for(locations)('in %s, an identifier is spent once under twenty calls at once', async ([, at]) => {
  const folder = await folderOfItsOwn();
  const { assertionIds } = await open(at(folder), folder);
  const spent = await Promise.all(Array.from({ length: 20 }, () => assertionIds.spend('client', 'id', 1000)));
  expect(spent.filter(Boolean)).toHaveLength(1);
});

test.for(locations)('in %s, identifiers belong to their client and any text will do', async ([, at]) => {
  const folder = await folderOfItsOwn();
  const { assertionIds } = await open(at(folder), folder);
  expect(await assertionIds.spend('a', 'id', 1000)).toBe(true);
  expect(await assertionIds.spend('b', 'id', 1000)).toBe(true);
  expect(await assertionIds.spend('A', 'id', 1000)).toBe(true);
  expect(await assertionIds.spend('a', '\0', 1000)).toBe(true);
  expect(await assertionIds.spend('a', '\0\0', 1000)).toBe(true);
  expect(await assertionIds.spend('a', '\0', 1000)).toBe(false);
});

test.for(locations)('in %s, a purge forgets what is past and nothing else', async ([, at]) => {
  const folder = await folderOfItsOwn();
  const { assertionIds } = await open(at(folder), folder);
  await assertionIds.spend('client', 'id', 1000);
  await assertionIds.purge(1000);
  expect(await assertionIds.spend('client', 'id', 1000)).toBe(false);
  await assertionIds.purge(1001);
  expect(await assertionIds.spend('client', 'id', 1000)).toBe(true);
});

test.for(locations)('in %s, a client comes back as it was registered, its secret sealed', async ([, at]) => {
  const folder = await folderOfItsOwn();
  const { clients, database } = await open(at(folder), folder);
  await clients.replaceAll([{ ...client, id: 'earlier' }], 0);
  await clients.replaceAll([client], 0);
  const { secret, ...registered } = client;
  expect(await clients.find('client')).toEqual({
    ...registered,
    hmacSecret: secret,
    secretDigest: secretDigest(secret ?? ''),
  });
  for (const id of ['earlier', 'CLIENT', '', 'client\0', 'x'.repeat(1000)]) {
    expect(await clients.find(id)).toBeUndefined();
  }
  const rows = await database.selectFrom('clients').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test.for(locations)('in %s, a pushed request is given once, in time, to its client', async ([, at]) => {
  const folder = await folderOfItsOwn();
  const { pushedRequests, database } = await open(at(folder), folder);
  const request = {
    clientId: 'client',
    redirectUri: 'https://client.example/cb',
    scope: 'api',
    codeChallenge: 'x',
    state: undefined,
  };
  await pushedRequests.push('urn:one', request, 1000);
  await pushedRequests.push('urn:other', request, 1000);
  expect(await pushedRequests.take('urn:one', 'CLIENT', 1)).toBeUndefined();
  const taken = await Promise.all(
    Array.from({ length: 20 }, () => pushedRequests.take('urn:one', 'client', 1)),
  );
  expect(taken.filter(Boolean)).toEqual([request]);
  expect(await pushedRequests.take('urn:other', 'client', 1000)).toBeUndefined();
  expect(JSON.stringify(await database.selectFrom('pushed_requests').selectAll().execute())).not.toContain(
    'urn:',
  );
});

test.for(locations)(
  'in %s, a disabled client stays so over a restart, until it is enabled',
  async ([, at]) => {
    const folder = await folderOfItsOwn();
    const { clients } = await open(at(folder), folder);
    await clients.replaceAll([client], 0);
    expect(await clients.disable('client', 1)).toBe(true);
    await clients.replaceAll([client], 2);
    expect((await clients.find('client'))?.enabled).toBe(false);
    expect(await clients.enable('client')).toBe(true);
    expect((await clients.find('client'))?.enabled).toBe(true);
    expect([await clients.disable('nobody', 1), await clients.enable('nobody')]).toEqual([false, false]);
  },
);

test('a sealed secret does not open in the row of another client', async () => {
  const folder = await folderOfItsOwn();
  const { clients, database } = await open(':memory:', folder);
  await clients.replaceAll([client, { ...client, id: 'other' }], 0);
  const { sealed_hmac_secret } = await database
    .selectFrom('clients')
    .select('sealed_hmac_secret')
    .where('id', '=', 'client')
    .executeTakeFirstOrThrow();
  await database.updateTable('clients').set({ sealed_hmac_secret }).where('id', '=', 'other').execute();
  await expect(clients.find('other')).rejects.toThrow();
});

test('two processes on one file share what was spent, and a restart keeps it', async () => {
  const folder = await folderOfItsOwn();
  const location = join(folder, 'database');
  const one = await openDatabase(location);
  const other = await openDatabase(location);
  const keyringFile = join(folder, 'keyring');
  await writeFile(keyringFile, generateKeyring());
  const keyring = await loadKeyring(keyringFile);
  const idsOf = (database: typeof one) => repositoriesIn(database, keyring, secretDigest).assertionIds;
  expect(await idsOf(one).spend('client', 'id', 1000)).toBe(true);
  expect(await idsOf(other).spend('client', 'id', 1000)).toBe(false);
  await Promise.all([one.destroy(), other.destroy()]);
  const again = await openDatabase(location);
  expect(await idsOf(again).spend('client', 'id', 1000)).toBe(false);
  await again.destroy();
});

test('an audit event keeps a claimed identifier short and printable', async () => {
  const folder = await folderOfItsOwn();
  const { auditEvents, database } = await open(':memory:', folder);
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
