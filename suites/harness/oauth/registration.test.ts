import { expect, test } from 'vitest';
import { Untestable } from '../outcomes.ts';
import { openCase } from '../testing/open-case.ts';
import { basicClient, fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp, type TinyIdp } from '../testing/tiny-idp.ts';
import type { ClientTraits } from './client.ts';
import { rsaKey } from './weak-keys.ts';

const openRegistering = (idp: TinyIdp, clients = [fixture({ id: 'public', methods: ['none'] })]) =>
  openCase(targetAt([idp.url], { oauth: { clients, registration: { initialAccessToken: null } } }));
const asked = (idp: TinyIdp) => JSON.parse(idp.arrivedAt('/register')[0]?.body ?? '');

test('a registration that is refused gives no client', async () => {
  await using idp = await startTinyIdp();
  idp.answerNext('/register', { status: 400, body: { error: 'invalid_client_metadata' } });
  await using open = await openRegistering(idp);
  expect(await open.context.oauth.register({ method: 'client_secret_jwt' })).toBeNull();
});

test.for([429, 500, 503])('a registration that is answered with %i says nothing', async (status) => {
  await using idp = await startTinyIdp();
  const answer = { status, body: {} };
  idp.answerNext('/register', answer, answer);
  await using open = await openRegistering(idp);
  await expect(open.context.oauth.register({ method: 'private_key_jwt', alg: 'ES256' })).rejects.toThrow(
    new Untestable(`the registration of a private_key_jwt ES256 client was answered ${status}`),
  );
});

test('an answer that is not about the metadata is asked for once more', async () => {
  await using idp = await startTinyIdp();
  await using open = await openRegistering(idp);
  const locked = { status: 400, body: { error: 'the database is locked' } };
  idp.answerNext('/register', locked);
  expect(await open.context.oauth.register({ method: 'client_secret_jwt' })).not.toBeNull();
  idp.answerNext('/register', locked, locked);
  expect(await open.context.oauth.register({ method: 'client_secret_jwt' })).toBeNull();
  expect(idp.arrivedAt('/register')).toHaveLength(4);

  idp.answerNext('/register', { status: 400, body: { error: 'invalid_client_metadata' } });
  expect(await open.context.oauth.register({ method: 'client_secret_jwt' })).toBeNull();
  expect(idp.arrivedAt('/register')).toHaveLength(5);
});

test('where the target file has no registration, nothing can be asked for, whatever the metadata offer', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(targetAt([idp.url]));
  await expect(open.context.oauth.register({ method: 'client_secret_jwt' })).rejects.toThrow(
    new Untestable(
      'needs a client_secret_jwt client to be registered, and the target file has no oauth.registration',
    ),
  );
});

test('a weak key is registered by its public half, and the client signs with it', async () => {
  await using idp = await startTinyIdp();
  await using open = await openRegistering(idp);
  const key = await rsaKey(1024);
  const client = await open.context.oauth.register({ method: 'private_key_jwt', alg: 'RS256' }, { key });
  const { n } = key.export({ format: 'jwk' });
  expect(asked(idp).jwks.keys).toEqual([
    { kty: 'RSA', n, e: 'AQAB', kid: client?.kid, use: 'sig', alg: 'RS256' },
  ]);
  expect(client?.key?.equals(key)).toBe(true);
});

test('a secret can be asked for, and the one that comes back counts', async () => {
  await using idp = await startTinyIdp();
  await using open = await openRegistering(idp);
  const client = await open.context.oauth.register({ method: 'client_secret_jwt' }, { secret: 'k3y-8-by' });
  expect(asked(idp).client_secret).toBe('k3y-8-by');
  expect(client?.secret).toMatch(/^[\w-]{36}$/);
});

test('a client that is pinned to no algorithm is registered without one', async () => {
  await using idp = await startTinyIdp();
  await using open = await openRegistering(idp);
  const client = await open.context.oauth.client({
    method: 'client_secret_jwt',
    alg: 'HS512',
    pinned: false,
  });
  expect('token_endpoint_auth_signing_alg' in asked(idp)).toBe(false);
  expect(client.alg).toBe('HS512');
});

test.for<[ClientTraits, Record<string, string>]>([
  [{ method: 'private_key_jwt' }, { token_endpoint_auth_method: 'client_secret_basic' }],
  [{ method: 'private_key_jwt' }, { token_endpoint_auth_method: 'a method of its own' }],
  [{ method: 'private_key_jwt', alg: 'PS256' }, { token_endpoint_auth_signing_alg: 'RS256' }],
  [{ method: 'client_secret_jwt', pinned: false }, { token_endpoint_auth_signing_alg: 'HS256' }],
])('of %j, a server that answers %j has registered another client', async ([traits, told]) => {
  await using idp = await startTinyIdp();
  idp.answerNext('/register', {
    status: 201,
    body: { client_id: 'made', client_secret: 'a secret', ...told },
  });
  await using open = await openRegistering(idp);
  await expect(open.context.oauth.client(traits)).rejects.toThrow('and the client that it registers is not');
});

test('a scope that a server answers as null is the one that was asked for', async () => {
  await using idp = await startTinyIdp();
  idp.answerNext('/register', { status: 201, body: { client_id: 'made', client_secret: 's', scope: null } });
  await using open = await openRegistering(idp);
  expect((await open.context.oauth.client({ method: 'client_secret_basic' })).scopes).toEqual(['api']);
});

test('what a server does not repeat is as it was asked for', async () => {
  await using idp = await startTinyIdp();
  idp.answerNext('/register', { status: 201, body: { client_id: 'made' } });
  await using open = await openRegistering(idp);
  const client = await open.context.oauth.client({ method: 'private_key_jwt', alg: 'PS256', pinned: true });
  expect(String(client)).toBe('made by private_key_jwt PS256');
});

const hmac = (id: string, secret: string, pinned: string | null = null) =>
  fixture({ id, methods: ['client_secret_jwt'], alg: 'HS256', secret, pinned });

test('a fixture whose secret is too short is taken where it is asked for, or where there is no other', async () => {
  await using idp = await startTinyIdp();
  const [short, long] = [hmac('short', 's'.repeat(31)), hmac('long', 's'.repeat(32))];
  await using open = await openCase(targetAt([idp.url], { oauth: { clients: [short, long] } }));
  const { oauth } = open.context;
  const traits = { method: 'client_secret_jwt', alg: 'HS256' } as const;
  expect((await oauth.client(traits)).id).toBe('long');
  expect((await oauth.client({ ...traits, secretUnder: 32 })).id).toBe('short');
  expect(oauth.hasFixture({ ...traits, secretUnder: 32 })).toBe(true);
  expect(oauth.hasFixture({ ...traits, secretUnder: 31 })).toBe(false);
  await using alone = await openCase(targetAt([idp.url], { oauth: { clients: [short] } }));
  expect((await alone.context.oauth.client(traits)).id).toBe('short');
});

test('only a fixture that says so is pinned to no algorithm', async () => {
  await using idp = await startTinyIdp();
  const secret = 's'.repeat(32);
  const clients = [hmac('silent', secret), hmac('pinned', secret, 'HS256'), hmac('free', secret, 'none')];
  await using open = await openCase(targetAt([idp.url], { oauth: { clients } }));
  const { oauth } = open.context;
  expect((await oauth.client({ method: 'client_secret_jwt', pinned: false })).id).toBe('free');
  expect((await oauth.client({ method: 'client_secret_jwt', pinned: true })).id).toBe('pinned');
});

test('a client of its own is registered for the case where that can be, though a fixture would do', async () => {
  await using idp = await startTinyIdp();
  const traits = { method: 'client_secret_basic', own: true } as const;
  await using open = await openRegistering(idp, [basicClient]);
  expect((await open.context.oauth.client(traits)).id).toBe('registered-1');
  await using other = await openCase(targetAt([idp.url]));
  expect((await other.context.oauth.client(traits)).id).toBe('svc-basic');
});
