import { expect, test } from 'vitest';
import { startTryOut } from '../try-out.ts';

test('the metadata names the issuer and what works', async () => {
  await using server = await startTryOut();
  const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const document = (await answer.json()) as Record<string, unknown>;
  expect(document).toMatchObject({
    issuer: server.url,
    token_endpoint: `${server.url}/oauth/token`,
    pushed_authorization_request_endpoint: `${server.url}/oauth/par`,
    code_challenge_methods_supported: ['S256'],
    jwks_uri: `${server.url}/oauth/jwks`,
  });
  for (const endpoint of ['token', 'introspection', 'revocation']) {
    expect(document[`${endpoint}_endpoint`]).toMatch(`${server.url}/oauth/`);
    expect(document[`${endpoint}_endpoint_auth_signing_alg_values_supported`]).toHaveLength(13);
    expect(document[`${endpoint}_endpoint_auth_methods_supported`]).not.toContain('none');
  }
});

test('an issuer with a path has its metadata behind the well-known one, and its endpoints below it', async () => {
  await using server = await startTryOut({ issuer: 'https://as.example/tenant' });
  const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server/tenant`);
  expect(await answer.json()).toMatchObject({
    issuer: 'https://as.example/tenant',
    token_endpoint: 'https://as.example/tenant/oauth/token',
  });
  expect((await fetch(`${server.url}/tenant/oauth/jwks`)).status).toBe(200);
  expect((await fetch(`${server.url}/.well-known/oauth-authorization-server`)).status).toBe(404);
});

test('forwarding headers change nothing', async () => {
  await using server = await startTryOut();
  const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
  const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server`, { headers });
  expect(await answer.json()).toMatchObject({ issuer: server.url });
});

test('only public keys are published', async () => {
  await using server = await startTryOut();
  const { keys } = (await (await fetch(`${server.url}/oauth/jwks`)).json()) as { keys: object[] };
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

test('what is not there is answered in JSON', async () => {
  await using server = await startTryOut();
  for (const path of ['/', '/oauth', '/oauth/token/', '/OAUTH/TOKEN', '/debug', '/%']) {
    const answer = await fetch(`${server.url}${path}`);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.json()).toHaveProperty('error');
  }
  expect((await fetch(`${server.url}/oauth/jwks`, { method: 'POST' })).headers.get('allow')).toBe(
    'GET, HEAD',
  );
});
