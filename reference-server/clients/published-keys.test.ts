import { expect, test } from 'vitest';
import { startTryOut } from '../try-out.ts';
import { registerPublishing, startPublishing } from '../try-out-publishing.ts';

/** A server with a client that publishes its keys at `url`, of which the try-out's es256 and es384 are two. */
async function withClientAt(url: string) {
  const told: unknown[] = [];
  const server = await startTryOut({ log: (error) => told.push(error) });
  return Object.assign(server, { told }, await registerPublishing(server, url));
}

test('a published key authenticates, and is fetched once for many uses', async () => {
  await using client = await startPublishing();
  await using server = await withClientAt(client.url);
  client.publish([server.publicKey('es256')]);
  expect(await Promise.all([1, 2, 3].map(() => server.ask('es256')))).toEqual([200, 200, 200]);
  expect(await server.ask('es256', undefined)).toBe(200);
  expect(client.asked).toBe(1);
});

test('a new key is taken with its first use, and unknown ones ask no more often than every ten seconds', async () => {
  await using client = await startPublishing();
  await using server = await withClientAt(client.url);
  client.publish([server.publicKey('es256')]);
  expect(await server.ask('es256')).toBe(200);
  client.publish([server.publicKey('es384')]);
  expect(await server.ask('es384')).toBe(401);
  await server.later(10);
  expect(await server.ask('es384')).toBe(200);
  for (const kid of ['x', 'y', 'z']) expect(await server.ask('es384', kid)).toBe(401);
  expect(client.asked).toBe(2);
});

test('a removed key is dead once the cache time has passed, however often it was used', async () => {
  await using client = await startPublishing();
  await using server = await withClientAt(client.url);
  client.publish([server.publicKey('es256')]);
  expect(await server.ask('es256')).toBe(200);
  client.publish([server.publicKey('es384')]);
  for (const seconds of [100, 100, 95]) {
    await server.later(seconds);
    expect(await server.ask('es256')).toBe(200);
  }
  await server.later(6);
  expect(await server.ask('es256')).toBe(401);
});

test('an address that is named in an assertion is not asked', async () => {
  await using client = await startPublishing();
  await using other = await startPublishing();
  await using server = await withClientAt(client.url);
  client.publish([server.publicKey('es256')]);
  other.publish([server.publicKey('es384')]);
  for (const member of ['jku', 'x5u']) {
    expect(await server.ask('es384', 'unknown', { [member]: other.url })).toBe(401);
  }
  expect([client.asked, other.asked]).toEqual([1, 0]);
});

test('a set is refused that is redirected, too long, no JSON or not there; the next one counts', async () => {
  await using client = await startPublishing();
  await using server = await withClientAt(client.url);
  const right = JSON.stringify({ keys: [server.publicKey('es256')] });
  const wrong = [
    { status: 302, headers: { location: `${client.url}/elsewhere` } },
    { status: 200, body: right.replace('{', `{"x":"${'x'.repeat(70_000)}",`) },
    { status: 200, body: '<html>' },
    { status: 200, body: '{"keys":{}}' },
    { status: 404, body: right },
  ];
  for (const answer of wrong) {
    Object.assign(client, { headers: {}, body: right }, answer);
    expect(await server.ask('es256')).toBe(401);
    await server.later(10);
  }
  expect(client.asked).toBe(wrong.length);
  expect(server.told).toHaveLength(wrong.length);
  Object.assign(client, { status: 200, headers: {}, body: right });
  expect(await server.ask('es256')).toBe(200);
});

test('weak and private keys of a set are left out, the others serve', async () => {
  await using client = await startPublishing();
  await using server = await withClientAt(client.url);
  const weak = { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'weak' };
  const leaked = { ...server.publicKey('es384'), d: 'AAAA' };
  client.publish([weak, leaked, server.publicKey('es256')]);
  expect([await server.ask('es256'), await server.ask('es384')]).toEqual([200, 401]);
});
