import { expect } from 'vitest';
import { secretDigest } from '../rules/secrets.ts';
import type { Registration } from './clients.ts';
import { onEachStore, stores } from './testing/on-each-store.ts';

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

onEachStore('a client comes back as it was registered, its secret sealed', async (open) => {
  const { clients, database } = await open();
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

onEachStore('a client that is added comes back, and its identifier is taken', async (open) => {
  const { clients } = await open();
  await clients.add(client, 0);
  expect(await clients.find('client')).toMatchObject({ id: 'client', hmacSecret: client.secret });
  await expect(clients.add(client, 0)).rejects.toThrow();
});

onEachStore(
  'clients that registered themselves outlive a change of the file, others do not',
  async (open) => {
    const { clients, clientRegistrations, database } = await open();
    for (const id of ['registered', 'not-registered']) await clients.add({ ...client, id }, 0);
    await clientRegistrations.record('registered', 'token', {}, 0);
    const ids = async () =>
      (await database.selectFrom('clients').select('id').orderBy('id').execute()).map(({ id }) => id);
    await clients.replaceAll([client], 1);
    expect(await ids()).toEqual(['client', 'registered']);
    await clients.replaceAll([], 2);
    expect(await ids()).toEqual(['registered']);
  },
);

onEachStore(
  'a registration is found and removed by its token alone, once and with its client',
  async (open) => {
    const { clients, clientRegistrations, database } = await open();
    const metadata = { client_name: '\0"\\', redirect_uris: ['https://client.example/cb'] };
    for (const id of ['client', 'other']) {
      await clients.add({ ...client, id }, 0);
      await clientRegistrations.record(id, `canary of ${id}`, metadata, 0);
    }
    expect(await clientRegistrations.find('client', 'canary of client')).toEqual(metadata);
    expect(await clientRegistrations.find('client', 'canary of other')).toBeUndefined();
    expect(await clientRegistrations.remove('client', 'canary of other')).toBe(false);
    const rows = await database.selectFrom('client_registrations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('canary');

    const five = Array.from({ length: 5 }, () => clientRegistrations.remove('client', 'canary of client'));
    expect((await Promise.all(five)).filter(Boolean)).toHaveLength(1);
    expect(await clientRegistrations.find('client', 'canary of client')).toBeUndefined();
    expect(await clients.find('client')).toBeUndefined();
    expect(await clients.find('other')).toBeDefined();
  },
);

onEachStore('a disabled client stays so over a restart, until it is enabled', async (open) => {
  const { clients } = await open();
  await clients.replaceAll([client], 0);
  expect(await clients.disable('client', 1)).toBe(true);
  await clients.replaceAll([client], 2);
  expect((await clients.find('client'))?.enabled).toBe(false);
  expect(await clients.enable('client')).toBe(true);
  expect((await clients.find('client'))?.enabled).toBe(true);
  expect([await clients.disable('nobody', 1), await clients.enable('nobody')]).toEqual([false, false]);
});

onEachStore('a sealed secret does not open in the row of another client', async (open) => {
  const { clients, database } = await open();
  await clients.replaceAll([client, { ...client, id: 'other' }], 0);
  const { sealed_hmac_secret } = await database
    .selectFrom('clients')
    .select('sealed_hmac_secret')
    .where('id', '=', 'client')
    .executeTakeFirstOrThrow();
  await database.updateTable('clients').set({ sealed_hmac_secret }).where('id', '=', 'other').execute();
  await expect(clients.find('other')).rejects.toThrow();
});

onEachStore(
  'two servers that start together end with the clients of both files, which are the same',
  async (open) => {
    const one = await open();
    const both = [one, await open(one)];
    const others = { ...client, id: 'other' };
    await Promise.all(both.map(({ clients }) => clients.replaceAll([client, others], 0)));
    await Promise.all(both.map(({ clients }) => clients.replaceAll([client], 0)));
    const ids = await one.database.selectFrom('clients').select('id').execute();
    expect(ids).toEqual([{ id: 'client' }]);
  },
  // Two connections of one thread to an SQLite file would each wait for the other.
  stores.filter(({ name }) => name === 'PostgreSQL'),
);

onEachStore('text that no database takes names no client', async (open) => {
  const { clients, clientRegistrations } = await open();
  for (const id of ['client\0', '\ud800', '']) {
    expect([await clients.disable(id, 1), await clients.enable(id)]).toEqual([false, false]);
    expect(await clientRegistrations.find(id, '\0')).toBeUndefined();
    expect(await clientRegistrations.remove(id, '\0')).toBe(false);
  }
});
