import { afterAll, expect, test } from 'vitest';
import { asserting, basic, type Form, startTryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const owner = basic('basic', server.secrets.basic ?? '');
const stranger = basic('odd', server.secrets.odd ?? '');

async function introspect(form: Form, headers?: Record<string, string>) {
  const answer = await server.post('introspect', form, headers);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const inactive = { status: 200, body: { active: false } };

test('a client learns whose its live token is, what for and how long', async () => {
  const token = await server.accessToken();
  const { status, body } = await introspect({ token }, owner);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { active: true, client_id: 'basic', sub: 'basic', iss: server.issuer, scope: 'api read' },
  });
  expect(Number(body.exp) - Number(body.iat)).toBe(300);
});

test('a client learns nothing of the token of another', async () => {
  expect(await introspect({ token: await server.accessToken() }, stranger)).toEqual(inactive);
});

test('a text that is no token of ours is not active', async () => {
  const [header, claims] = (await server.accessToken()).split('.');
  for (const token of [
    'x',
    `${header}.${claims}.`,
    `${header}.${claims}.AAAA`,
    await server.assertion('es256'),
  ]) {
    expect(await introspect({ token }, owner)).toEqual(inactive);
  }
});

test('every method authenticates here, with the issuer as audience', async () => {
  const token = await server.accessToken();
  for (const id of ['es256', 'ps256', 'hmac']) {
    const form = { token, ...asserting(await server.assertion(id)) };
    expect(await introspect(form)).toEqual(inactive);
  }
  const post = { token, client_id: 'post', client_secret: server.secrets.post };
  expect(await introspect(post)).toEqual(inactive);
  const audience = { claims: { aud: `${server.issuer}/oauth/introspect` } };
  const refused = { token, ...asserting(await server.assertion('es256', audience)) };
  expect((await introspect(refused)).status).toBe(401);
});

test('nobody learns anything without authentication', async () => {
  const token = await server.accessToken();
  for (const form of [{ token }, { token, client_id: 'basic' }, { token, client_id: 'none' }]) {
    const { status, body } = await introspect(form);
    expect({ status, body }).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  }
});

test('a client without credentials is audited once, as refused', async () => {
  await using own = await startTryOut();
  await own.post('introspect', { token: 'x', client_id: 'none' });
  expect(await own.audited()).toEqual([
    {
      ...{ clientId: 'none', mechanism: 'none', methods: ['none'] },
      ...{ outcome: 'refused', reason: 'no_credentials' },
    },
  ]);
});

test('an assertion that was used at the token endpoint is used up here', async () => {
  const form = asserting(await server.assertion('es256'));
  expect((await server.token(form)).status).toBe(200);
  expect((await introspect({ token: 'x', ...form })).status).toBe(401);
});

test('a request without a token is invalid', async () => {
  expect(await introspect({}, owner)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  expect((await fetch(`${server.url}/oauth/introspect`)).status).toBe(405);
});

test('a token is dead once its time has passed', async () => {
  await using own = await startTryOut();
  const header = basic('basic', own.secrets.basic ?? '');
  const token = await own.accessToken();
  const active = async () =>
    ((await (await own.post('introspect', { token }, header)).json()) as { active: boolean }).active;
  await own.advance(290);
  expect(await active()).toBe(true);
  await own.advance(10);
  expect(await active()).toBe(false);
});
