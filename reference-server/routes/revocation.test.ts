import { afterAll, expect, test } from 'vitest';
import { asserting, basic, startTryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const owner = basic('basic', server.secrets.basic ?? '');

async function active(token: string): Promise<unknown> {
  const answer = await server.post('introspect', { token }, owner);
  return ((await answer.json()) as { active: unknown }).active;
}

test('a revoked token is dead, and revoking it again changes nothing', async () => {
  const token = await server.accessToken();
  for (const _time of [1, 2]) {
    const answer = await server.post('revoke', { token, token_type_hint: 'refresh_token' }, owner);
    expect(answer.status).toBe(200);
    expect(await active(token)).toBe(false);
  }
});

test('a text that is no token of ours is answered like a revoked one', async () => {
  expect((await server.post('revoke', { token: 'x' }, owner)).status).toBe(200);
});

test('the token of another client stays alive', async () => {
  const token = await server.accessToken();
  const refused = await server.post('revoke', { token, ...asserting(await server.assertion('es256')) });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
  expect(await active(token)).toBe(true);
});

test('nobody revokes without authentication', async () => {
  const token = await server.accessToken();
  for (const form of [{ token }, { token, client_id: 'basic' }]) {
    expect((await server.post('revoke', form)).status).toBe(401);
  }
  expect((await server.post('revoke', { token }, basic('basic', 'wrong'))).status).toBe(401);
  expect(await active(token)).toBe(true);
});

test('a request without a token is invalid', async () => {
  expect((await server.post('revoke', {}, owner)).status).toBe(400);
});
