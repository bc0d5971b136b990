import { expect, test } from 'vitest';
import { asserting, basic, startTryOut } from './try-out.ts';

const advance = (advanceSeconds: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ advanceSeconds }),
});

test('advancing the clock moves the time of answers and of every bound', async () => {
  await using server = await startTryOut();
  const assertion = await server.assertion('es256');
  const { now } = (await (await server.control('/clock', advance(71))).json()) as { now: number };
  expect(now - Date.now()).toBeGreaterThan(70_000);
  expect((await server.control('/clock')).headers.get('date')).not.toBeNull();
  const answer = await server.token(asserting(assertion));
  expect(answer.status).toBe(401);
  expect(Date.parse(answer.headers.get('date') ?? '') - Date.now()).toBeGreaterThan(69_000);
});

test.for([-1, '1', null, undefined, 1e12])('advancing by %j is refused', async (seconds) => {
  await using server = await startTryOut();
  expect((await server.control('/clock', advance(seconds))).status).toBe(400);
});

test('a reset forgets what was used and keeps the clients', async () => {
  await using server = await startTryOut();
  const form = asserting(await server.assertion('es256'));
  expect((await server.token(form)).status).toBe(200);
  expect((await server.token(form)).status).toBe(401);
  expect((await server.control('/reset', { method: 'POST' })).status).toBe(204);
  expect((await server.token(form)).status).toBe(200);
});

test('nothing is steered without the token', async () => {
  await using server = await startTryOut();
  for (const authorization of ['', 'Bearer ', 'Bearer wrong', 'Basic eDp5']) {
    const answer = await server.control('/reset', { method: 'POST', headers: { authorization } });
    expect(answer.status).toBe(401);
  }
});

test('the control listener is a listener of its own', async () => {
  await using server = await startTryOut();
  expect((await fetch(`${server.url}/clock`)).status).toBe(404);
  expect((await server.control('/oauth/token')).status).toBe(404);
  expect((await server.control('/clock', { method: 'DELETE' })).status).toBe(405);
});

test('a disabled client is refused at once by every method, and accepted again when it is enabled', async () => {
  await using server = await startTryOut();
  const attempts = {
    es256: async () => server.token(asserting(await server.assertion('es256'))),
    hmac: async () => server.token(asserting(await server.assertion('hmac'))),
    basic: () => server.token({}, basic('basic', server.secrets.basic ?? '')),
    post: () => server.token({ client_id: 'post', client_secret: server.secrets.post }),
  };
  for (const [id, attempt] of Object.entries(attempts)) {
    const statuses = [(await attempt()).status];
    for (const change of ['disable', 'enable']) {
      expect((await server.control(`/clients/${id}/${change}`, { method: 'POST' })).status).toBe(204);
      statuses.push((await attempt()).status);
    }
    expect({ id, statuses }).toEqual({ id, statuses: [200, 401, 200] });
  }
  expect((await server.control('/clients/nobody/disable', { method: 'POST' })).status).toBe(404);
  expect((await server.control('/clients/basic/disable')).status).toBe(405);
});

test('the audit export tells who was refused by what and why, and holds no credential', async () => {
  await using server = await startTryOut();
  const form = asserting(await server.assertion('es256'));
  await server.token(form);
  await server.token(form);
  await server.token({}, basic('basic', 'wrong-canary'));
  await server.token({}, basic('nobody', 'wrong-canary'));
  await server.token(asserting('canary'));
  const exported = await server.control('/audit');
  expect(exported.headers.get('content-type')).toMatch('application/jsonl');
  const text = await exported.text();
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ at, ...event }) => event)).toEqual([
    { clientId: 'es256', mechanism: 'assertion', methods: ['private_key_jwt'], outcome: 'accepted' },
    {
      clientId: 'es256',
      mechanism: 'assertion',
      methods: ['private_key_jwt'],
      outcome: 'refused',
      reason: 'replayed',
    },
    {
      clientId: 'basic',
      mechanism: 'basic',
      methods: ['client_secret_basic'],
      outcome: 'refused',
      reason: 'secret_mismatch',
    },
    { clientId: 'nobody', mechanism: 'basic', methods: [], outcome: 'refused', reason: 'unknown_client' },
    { mechanism: 'assertion', methods: [], outcome: 'refused', reason: 'malformed_assertion' },
  ]);
  expect(text).not.toMatch(/canary|eyJ/);
  expect(await (await server.control(`/audit?since=${events[4].at + 1}`)).text()).toBe('');
  expect((await server.control('/audit?since=x')).status).toBe(400);
});
