import { expect, test } from 'vitest';
import { asserting, startTryOut } from './try-out.ts';

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
