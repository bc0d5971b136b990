import { generateKeyPairSync } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { basic, startTryOut, type TryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const machine = { grant_types: ['client_credentials'], scope: 'api' };

async function register(metadata: unknown, token = server.initialAccessToken, at: TryOut = server) {
  const answer = await fetch(`${at.url}/oauth/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(metadata),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}
const asBearer = (token = '') => ({ headers: { authorization: `Bearer ${token}` } });
const manage = (
  { registration_client_uri = '', registration_access_token }: Record<string, string>,
  method = 'GET',
) => fetch(registration_client_uri, { method, ...asBearer(registration_access_token) });

test('a client gets a secret that it is told once, and works until it deletes itself', async () => {
  const { status, body } = await register({ ...machine, software_id: 'ignored' });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { token_endpoint_auth_method: 'client_secret_basic', client_secret_expires_at: 0, ...machine },
  });
  expect(body.client_secret).toMatch(/^[\w-]{43}$/);
  const header = basic(body.client_id ?? '', body.client_secret ?? '');
  expect((await server.token({}, header)).status).toBe(200);

  const read = await manage(body);
  expect(read.status).toBe(200);
  const { client_secret, client_secret_expires_at, ...rest } = body;
  expect(await read.json()).toEqual(rest);

  expect((await manage(body, 'DELETE')).status).toBe(204);
  expect((await server.token({}, header)).status).toBe(401);
  expect((await manage(body)).status).toBe(401);
});

test('a client is registered with the key that it signs with', async () => {
  const metadata = {
    ...machine,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [server.publicKey('es256')] },
  };
  const { status, body } = await register(metadata);
  expect(status).toBe(201);
  expect(body).not.toHaveProperty('client_secret');
  const claims = { iss: body.client_id, sub: body.client_id };
  const assertion = await server.assertion('es256', { claims });
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const form = { client_assertion: assertion, client_assertion_type: type };
  expect((await server.token(form)).status).toBe(200);
});

test.for([
  ['HS256', 43],
  ['HS512', 86],
  [undefined, 86],
])('a secret for %s has as many bits as its HMAC', async ([alg, characters]) => {
  const pinned = alg === undefined ? {} : { token_endpoint_auth_signing_alg: alg };
  const { body } = await register({ ...machine, token_endpoint_auth_method: 'client_secret_jwt', ...pinned });
  expect(body.client_secret).toHaveLength(Number(characters));
});

test('nobody registers without the initial access token, and nobody manages another client', async () => {
  const unauthorized = { status: 401, body: { error: 'invalid_token' } };
  for (const token of ['', 'wrong', `${server.initialAccessToken}x`]) {
    expect(await register(machine, token)).toMatchObject(unauthorized);
  }
  const [one, other] = [(await register(machine)).body, (await register(machine)).body];
  for (const token of [other.registration_access_token, server.initialAccessToken, '', one.client_secret]) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await fetch(one.registration_client_uri ?? '', { method, ...asBearer(token) });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  }
  expect((await manage(one)).status).toBe(200);
  expect((await fetch(`${server.url}/oauth/register/basic`, asBearer('x'))).status).toBe(401);
});

const weakKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const byKey = (...keys: object[]) => ({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } });
const refused: [string, object, string?][] = [
  ['a weak key', byKey(weakKey)],
  ['a private key', byKey(ec.privateKey.export({ format: 'jwk' }))],
  ['a symmetric key', byKey({ kty: 'oct', k: 'AAAA' })],
  ['no key', { token_endpoint_auth_method: 'private_key_jwt' }],
  ['two keys without kid', byKey(server.publicKey('rs256'), ec.publicKey.export({ format: 'jwk' }))],
  ['a secret of its own', { client_secret: 'short' }],
  ['no way to authenticate', { token_endpoint_auth_method: 'none' }],
  ['an unknown method', { token_endpoint_auth_method: 'tls_client_auth' }],
  [
    'the algorithm none',
    { token_endpoint_auth_method: 'client_secret_jwt', token_endpoint_auth_signing_alg: 'none' },
  ],
  ['an algorithm of another method', { token_endpoint_auth_signing_alg: 'ES256' }],
  ['an unknown grant', { grant_types: ['password'] }],
  ['a scope that is not set aside', { scope: 'api admin' }],
  ['codes without a redirect_uri', { grant_types: ['authorization_code'] }, 'invalid_redirect_uri'],
  ['a redirect_uri over http', { redirect_uris: ['http://client.example/cb'] }, 'invalid_redirect_uri'],
];

test.for(refused)('%s is refused at registration', async ([, change, error = 'invalid_client_metadata']) => {
  expect(await register({ ...machine, ...change })).toMatchObject({ status: 400, body: { error } });
});

test('what is no JSON object registers nobody', async () => {
  for (const metadata of [[], 'text', null]) expect((await register(metadata)).status).toBe(400);
});

test('clients that registered themselves outlive a restart, and go with their registration', async () => {
  const database = `${server.folder}/registered`;
  const issuer = 'https://as.example';
  let client: Record<string, string> = {};
  {
    await using first = await startTryOut({ database, issuer });
    ({ body: client } = await register(machine, first.initialAccessToken, first));
  }
  await using second = await startTryOut({ database, issuer });
  const header = basic(client.client_id ?? '', client.client_secret ?? '');
  expect((await second.token({}, header)).status).toBe(200);
});

test('where registration is off there is nothing', async () => {
  await using off = await startTryOut({ registration: undefined });
  expect((await register(machine, off.initialAccessToken, off)).status).toBe(404);
});
