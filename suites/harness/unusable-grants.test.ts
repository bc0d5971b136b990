import { expect, test } from 'vitest';
import { openSession } from './testing/open-case.ts';
import { startTestServer } from './testing/test-server.ts';
import { fixture, targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';
import { unusableGrants } from './unusable-grants.ts';

const clients = [
  fixture({
    id: 'svc-basic',
    methods: ['client_secret_basic'],
    secret: 'the secret of svc-basic',
    grants: ['authorization_code', 'password', 'refresh_token'],
  }),
];
const tokens = { body: { access_token: 'access-1', refresh_token: 'refresh-1' } };

test('where codes and refresh tokens can be had and used, nothing is said of them', async () => {
  await using idp = await startTinyIdp();
  await using operator = await startTestServer(() => ({ body: { code: 'the code of the test' } }));
  const oauth = { clients, redirectUri: 'http://127.0.0.1:1/cb' };
  const capabilities = { admin: { url: operator.url, token: 'control' } };
  await using session = await openSession(targetAt([idp.url], { oauth, capabilities }));
  idp.answerNext('/token', tokens, tokens, tokens);
  expect(await unusableGrants(session)).toEqual([]);
  expect(idp.arrivedAt('/token').map(({ form }) => form.get('grant_type'))).toEqual([
    'authorization_code',
    'authorization_code',
    'refresh_token',
  ]);
});

test('an operator that mints no code is quoted, and so is a client that gets no refresh token', async () => {
  await using idp = await startTinyIdp();
  const refusal = { error: 'invalid_scope', error_description: 'not for the secret of svc-basic' };
  await using operator = await startTestServer(() => ({ status: 400, body: refusal }));
  const password = { username: 'peer', password: 'the password' };
  const oauth = { clients, redirectUri: 'http://127.0.0.1:1/cb', refreshBy: password };
  const capabilities = { admin: { url: operator.url, token: 'control' } };
  await using session = await openSession(targetAt([idp.url], { oauth, capabilities }));
  expect(await unusableGrants(session)).toEqual([
    expect.stringMatching(
      /^no code can be had and used: svc-basic is given no code: the admin capability answered 400 invalid_scope: not for ‹client-secret:\w+› to POST \/codes$/,
    ),
    expect.stringMatching(
      /^no refresh token can be had and used: svc-basic was given no refresh token: 200 /,
    ),
  ]);
});

test('of what is not declared, nothing is said', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  expect(await unusableGrants(session)).toEqual([]);
});
