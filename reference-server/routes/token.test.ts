import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { asserting, basic, type Form, startTryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const { token, assertion, secrets } = server;

const refusal = async (answer: Response) => {
  const body = (await answer.json()) as { error: string; access_token?: string };
  expect(body.access_token).toBeUndefined();
  return { status: answer.status, error: body.error };
};
const invalidClient = { status: 401, error: 'invalid_client' };
const invalidRequest = { status: 400, error: 'invalid_request' };

test.for(['es256', 'es384', 'es512', 'rs256', 'ps256', 'eddsa', 'hmac'])(
  'the client %s authenticates by an assertion',
  async (id) => {
    expect((await token(asserting(await assertion(id)))).status).toBe(200);
    expect((await token({ ...asserting(await assertion(id)), client_id: id })).status).toBe(200);
  },
);

test('secrets authenticate in the header and in the body, whatever their characters', async () => {
  expect((await token({}, basic('basic', secrets.basic ?? ''))).status).toBe(200);
  expect((await token({}, basic('odd', secrets.odd ?? ''))).status).toBe(200);
  expect((await token({ client_id: 'post', client_secret: secrets.post })).status).toBe(200);
});

test('the access token is a JWT that names issuer, client and scope', async () => {
  const answer = await token({ ...asserting(await assertion('es256')), scope: 'read' });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('x-powered-by')).toBeNull();
  const body = (await answer.json()) as { access_token: string };
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'read' });
  const keys = createRemoteJWKSet(new URL(`${server.url}/oauth/jwks`));
  const { payload } = await jwtVerify(body.access_token, keys, {
    issuer: server.issuer,
    audience: server.issuer,
    typ: 'at+jwt',
    algorithms: ['ES256'],
  });
  expect(payload).toMatchObject({ sub: 'es256', client_id: 'es256', scope: 'read' });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
});

test('an assertion is accepted once, and so is its identifier', async () => {
  const once = await assertion('es256', { claims: { jti: 'spent' } });
  expect((await token(asserting(once))).status).toBe(200);
  expect(await refusal(await token(asserting(once)))).toEqual(invalidClient);
  const again = await assertion('es256', { claims: { jti: 'spent', more: 1 } });
  expect(await refusal(await token(asserting(again)))).toEqual(invalidClient);
  expect((await token(asserting(await assertion('es384', { claims: { jti: 'spent' } })))).status).toBe(200);
});

test('of twenty uses at once, one wins', async () => {
  const form = asserting(await assertion('es256'));
  const answers = await Promise.all(Array.from({ length: 20 }, () => token(form)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
});

test('an identifier is not spent by whoever could not sign', async () => {
  const genuine = await assertion('es256');
  const signature = (await assertion('es256')).split('.')[2];
  const forged = [...genuine.split('.').slice(0, 2), signature].join('.');
  expect(await refusal(await token(asserting(forged)))).toEqual(invalidClient);
  expect((await token(asserting(genuine))).status).toBe(200);
});

test('every failed authentication gets one and the same answer', async () => {
  const now = Math.floor(Date.now() / 1000);
  const failing: [Form, Record<string, string>?][] = [
    [{}],
    [{ client_id: 'post' }],
    [{ client_id: 'post', client_secret: '' }],
    [{ client_id: 'post', client_secret: secrets.post?.slice(0, -1) }],
    [{ client_id: 'nobody', client_secret: 'whatever' }],
    [{ client_id: 'nobody' }],
    [{}, basic('basic', 'wrong')],
    [{}, basic('nobody', 'wrong')],
    [{}, basic('BASIC', secrets.basic ?? '')],
    [{}, basic('disabled', secrets.disabled ?? '')],
    [{}, { authorization: 'Bearer abc' }],
    [{}, { authorization: 'Basic !' }],
    [{}, basic('es256-with-secret', secrets['es256-with-secret'] ?? '')],
    [{ client_id: 'basic', client_secret: secrets.basic }],
    [{ client_id: 'other' }, basic('basic', secrets.basic ?? '')],
    [asserting('abc')],
    [asserting(await assertion('nobody'))],
    [asserting(await assertion('es256', { claims: { iss: 'nobody', sub: 'nobody' } }))],
    [asserting(await assertion('rs256', { claims: { iss: 'nobody', sub: 'nobody' } }))],
    [asserting(await assertion('keyed-basic'))],
    [asserting(await assertion('es256', { claims: { aud: `${server.issuer}/oauth/token` } }))],
    [asserting(await assertion('es256', { claims: { exp: now - 3600 } }))],
    [asserting(await assertion('es256', { claims: { exp: now + 3600 } }))],
    [asserting(await assertion('es256', { claims: { nbf: now + 90 } }))],
    [asserting(await assertion('es256', { claims: { jti: undefined } }))],
    [asserting(await assertion('es256', { claims: { sub: 'es384' } }))],
    [asserting(await assertion('es256', { header: { typ: 'at+jwt' } }))],
    [asserting(await assertion('es256', { header: { kid: 'unknown' } }))],
    [{ ...asserting(await assertion('es256')), client_id: 'es384' }],
    [{ ...asserting(await assertion('es256')), client_assertion_type: undefined }],
  ];
  for (const [form, headers] of failing) {
    const answer = await token(form, headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="oauth", charset="UTF-8"');
    expect(await answer.json()).toEqual({
      error: 'invalid_client',
      error_description: 'Client authentication failed.',
    });
  }
});

test('a request with two mechanisms is invalid', async () => {
  const header = basic('basic', secrets.basic ?? '');
  expect(await refusal(await token({ client_id: 'basic', client_secret: 'x' }, header))).toEqual(
    invalidRequest,
  );
  expect(await refusal(await token(asserting('a.b.c'), header))).toEqual(invalidRequest);
  const both = { ...asserting(await assertion('es256')), client_secret: 'x' };
  expect(await refusal(await token(both))).toEqual(invalidRequest);
});

test('a repeated parameter is invalid, equal or not', async () => {
  const form = `grant_type=client_credentials&client_id=post&client_secret=${secrets.post}`;
  for (const more of [
    `client_secret=${secrets.post}`,
    'client_secret=',
    'client_id=post',
    'grant_type=x',
    'x=1&x=2',
  ]) {
    expect(await refusal(await token(`${form}&${more}`))).toEqual(invalidRequest);
  }
});

test('credentials in the URI are not read', async () => {
  const query = new URLSearchParams({ client_id: 'post', client_secret: secrets.post ?? '' });
  const answer = await fetch(`${server.url}/oauth/token?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  expect(await refusal(answer)).toEqual(invalidClient);
});

test('grants and scopes beyond the registration are named as RFC 6749 names them', async () => {
  const header = basic('basic', secrets.basic ?? '');
  const asked = async (form: Form) => refusal(await token(form, header));
  expect(await asked({ grant_type: undefined })).toEqual(invalidRequest);
  expect(await asked({ grant_type: 'password' })).toEqual({ status: 400, error: 'unsupported_grant_type' });
  expect(await asked({ scope: 'write' })).toEqual({ status: 400, error: 'invalid_scope' });
  for (const grant_type of ['client_credentials', 'authorization_code', 'refresh_token']) {
    const answer = await token({ grant_type, client_id: 'none', code: 'x', refresh_token: 'x' });
    expect(await refusal(answer)).toEqual({ status: 400, error: 'unauthorized_client' });
  }
});

test('other verbs are told which one to use', async () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const answer = await fetch(`${server.url}/oauth/token`, {
      method,
      headers: basic('basic', secrets.basic ?? ''),
    });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

test('other bodies are refused by type, size and encoding', async () => {
  const header = basic('basic', secrets.basic ?? '');
  const json = await token('{"grant_type":"client_credentials"}', {
    ...header,
    'content-type': 'application/json',
  });
  expect(await refusal(json)).toEqual({ status: 415, error: 'invalid_request' });
  const zipped = await token('x', { ...header, 'content-encoding': 'gzip' });
  expect(await refusal(zipped)).toEqual({ status: 415, error: 'invalid_request' });
  const large = await token(`x=${'x'.repeat(1_000_000)}`, header);
  expect(await refusal(large)).toEqual({ status: 413, error: 'invalid_request' });
  const none = await fetch(`${server.url}/oauth/token`, { method: 'POST', headers: header });
  expect(await refusal(none)).toEqual({ status: 415, error: 'invalid_request' });
});
