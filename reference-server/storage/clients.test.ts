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
