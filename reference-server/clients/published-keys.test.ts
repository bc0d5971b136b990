import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { expect, test } from 'vitest';
import { asserting, startTryOut } from '../try-out.ts';

/** A client's own server: what it publishes, and how often it was asked. */
async function publishing(keys: JWK[]) {
  const published = { status: 200, headers: {}, body: JSON.stringify({ keys }), asked: 0 };
  const server = createServer((_request, response) => {
    published.asked++;
    response.writeHead(published.status, published.headers).end(published.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(published, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    publish: (now: JWK[]) => {
      published.body = JSON.stringify({ keys: now });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

/** A server with a client that publishes its keys at `url`, of which the try-out's es256 and es384 are two. */
async function withClientAt(url: string) {
  const told: unknown[] = [];
  const server = await startTryOut({ log: (error) => told.push(error) });
  const answer = await fetch(`${server.url}/oauth/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.initialAccessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks_uri: url,
    }),
  });
  const { client_id: id } = (await answer.json()) as { client_id: string };
  let time = 0;
  return Object.assign(server, {
    told,
    later: async (seconds: number) => {
      time += seconds;
      await server.advance(seconds);
    },
    /** The status of a token request signed by the key of that name, the key's kid or another in its header. */
    async ask(key: string, kid: unknown = server.publicKey(key).kid, more: Record<string, unknown> = {}) {
      const now = Math.floor(Date.now() / 1000) + time;
      const claims = { iss: id, sub: id, iat: now, exp: now + 60 };
      const header = kid === undefined ? more : { kid, ...more };
      return (await server.token(asserting(await server.assertion(key, { claims, header })))).status;
    },
  });
}

test('a published key authenticates, and is fetched once for many uses', async () => {
  await using client = await publishing([]);
  await using server = await withClientAt(client.url);
  client.publish([server.publicKey('es256')]);
  expect(await Promise.all([1, 2, 3].map(() => server.ask('es256')))).toEqual([200, 200, 200]);
  expect(await server.ask('es256', undefined)).toBe(200);
  expect(client.asked).toBe(1);
});

test('a new key is taken with its first use, and unknown ones ask no more often than every ten seconds', async () => {
  await using client = await publishing([]);
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
  await using client = await publishing([]);
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
  await using client = await publishing([]);
  await using other = await publishing([]);
  await using server = await withClientAt(client.url);
  client.publish([server.publicKey('es256')]);
  other.publish([server.publicKey('es384')]);
  for (const member of ['jku', 'x5u']) {
    expect(await server.ask('es384', 'unknown', { [member]: other.url })).toBe(401);
  }
  expect([client.asked, other.asked]).toEqual([1, 0]);
});

test('a set is refused that is redirected, too long, no JSON or not there; the next one counts', async () => {
  await using client = await publishing([]);
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
  await using client = await publishing([]);
  await using server = await withClientAt(client.url);
  const weak = { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'weak' };
  const leaked = { ...server.publicKey('es384'), d: 'AAAA' };
  client.publish([weak, leaked, server.publicKey('es256')]);
  expect([await server.ask('es256'), await server.ask('es384')]).toEqual([200, 401]);
});
