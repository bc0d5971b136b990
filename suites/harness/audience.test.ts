import { expect, test } from 'vitest';
import { settleAudience } from './audience.ts';
import { newJwk } from './oauth/jwk.ts';
import { openSession } from './testing/open-case.ts';
import { startTestServer } from './testing/test-server.ts';
import { fixture, type TargetChange, targetAt } from './testing/test-target.ts';

type Server = Awaited<ReturnType<typeof startTestServer>>;

/** A token endpoint that takes assertions for one audience, whoever signed them. */
async function startAudienceChecker(audienceOf: (url: string) => string): Promise<Server> {
  const server: Server = await startTestServer(({ path, form }) => {
    if (path !== '/token') return { status: 404, body: '' };
    const [, claims = ''] = (form.get('client_assertion') ?? '').split('.');
    const { aud } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}');
    if (aud === audienceOf(server.url)) return { body: { access_token: 'a token' } };
    return { status: 401, body: { error: 'invalid_client' } };
  });
  return server;
}

async function settledAt(server: Server, { oauth, ...more }: TargetChange = {}) {
  const endpoints = { token: { url: '/token', methods: null, audience: null } };
  const signing = { methods: ['private_key_jwt' as const], alg: 'ES256' };
  const clients = [fixture({ id: 'svc-es256', ...signing, key: await newJwk('ES256') })];
  const target = targetAt([server.url], { oauth: { endpoints, clients, ...oauth }, ...more });
  await using session = await openSession(target);
  const before = server.arrived.length;
  await settleAudience(session);
  await using open = session.openCase('area/behaviour', session.signal);
  const client = await open.context.oauth.client();
  const [, claims = ''] = client.method === 'private_key_jwt' ? client.assertion().split('.') : [];
  const { aud } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}');
  return { aud, asked: server.arrived.length - before };
}

test('the issuer is used where it is accepted', async () => {
  await using server = await startAudienceChecker((url) => url);
  expect(await settledAt(server)).toEqual({ aud: server.url, asked: 1 });
});

test('the token endpoint is used where the issuer is refused', async () => {
  await using server = await startAudienceChecker((url) => `${url}/token`);
  expect(await settledAt(server)).toEqual({ aud: `${server.url}/token`, asked: 2 });
});

test('the issuer is used where neither is accepted, which cases tell of', async () => {
  await using server = await startAudienceChecker(() => 'https://elsewhere.example');
  expect(await settledAt(server)).toEqual({ aud: server.url, asked: 2 });
});

test('nobody is asked where the file names an audience, or a strict profile does', async () => {
  await using server = await startAudienceChecker((url) => `${url}/token`);
  const { profile } = targetAt([server.url]);
  const assertion = { ...profile.assertion, audience: ['issuer' as const] };
  for (const claimed of [
    { ...profile, assertion },
    { ...profile, base: 'fapi2' as const },
  ])
    expect(await settledAt(server, { profile: claimed })).toEqual({ aud: server.url, asked: 0 });
});

test('nobody is asked where no client signs', async () => {
  await using server = await startAudienceChecker((url) => url);
  const clients = [fixture({ id: 'svc-basic', methods: ['client_secret_basic'], secret: 'a secret' })];
  expect(await settledAt(server, { oauth: { clients } })).toEqual({ aud: undefined, asked: 0 });
});
