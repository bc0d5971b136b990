import { expect, test } from 'vitest';
import { adviceOnAudience, settleAudience } from './audience.ts';
import { newJwk } from './oauth/jwk.ts';
import { openSession } from './testing/open-case.ts';
import { startTestServer } from './testing/test-server.ts';
import { fixture, type TargetChange, targetAt } from './testing/test-target.ts';

type Server = Awaited<ReturnType<typeof startTestServer>>;

/** A token and an introspection endpoint that each take assertions for one audience, whoever signed them. */
async function startAudienceChecker(audienceOf: (url: string, path: string) => string): Promise<Server> {
  const server: Server = await startTestServer(({ path, form }) => {
    if (path !== '/token' && path !== '/introspect') return { status: 404, body: '' };
    const aud = audienceIn(form.get('client_assertion') ?? '');
    if (aud !== audienceOf(server.url, path)) return { status: 401, body: { error: 'invalid_client' } };
    return { body: path === '/token' ? { access_token: 'a token' } : { active: true } };
  });
  return server;
}

function audienceIn(assertion: string): unknown {
  const [, claims = ''] = assertion.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}').aud;
}

const endpoint = (url: string) => ({ url, methods: null, audience: null });
const withIntrospection = { token: endpoint('/token'), introspection: endpoint('/introspect') };

async function settledAt(server: Server, { oauth, ...more }: TargetChange = {}) {
  const endpoints = { token: endpoint('/token') };
  const signing = { methods: ['private_key_jwt' as const], alg: 'ES256' };
  const clients = [fixture({ id: 'svc-es256', ...signing, key: await newJwk('ES256') })];
  const target = targetAt([server.url], { oauth: { endpoints, clients, ...oauth }, ...more });
  await using session = await openSession(target);
  const before = server.arrived.length;
  await settleAudience(session);
  await using open = session.openCase('area/behaviour', session.signal);
  const client = await open.context.oauth.client();
  const signs = client.method === 'private_key_jwt';
  const aud = signs ? audienceIn(client.assertion()) : undefined;
  const atIntrospection = oauth?.endpoints?.introspection
    ? { atIntrospection: audienceIn(client.assertion({ endpoint: 'introspection' })) }
    : {};
  return { aud, ...atIntrospection, asked: server.arrived.length - before };
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

test('an endpoint that takes nothing but its own URL is given that', async () => {
  await using server = await startAudienceChecker((url, path) => url + path);
  const { url } = server;
  expect(await settledAt(server, { oauth: { endpoints: withIntrospection } })).toMatchObject({
    aud: `${url}/token`,
    atIntrospection: `${url}/introspect`,
  });
});

test('an endpoint that takes the issuer, which the token endpoint refuses, is given that', async () => {
  await using server = await startAudienceChecker((url, path) => (path === '/token' ? url + path : url));
  const { url } = server;
  expect(await settledAt(server, { oauth: { endpoints: withIntrospection } })).toMatchObject({
    aud: `${url}/token`,
    atIntrospection: url,
  });
});

test('an endpoint that takes none of them is given what the token endpoint takes', async () => {
  await using server = await startAudienceChecker((url, path) => (path === '/token' ? url + path : 'none'));
  const { url } = server;
  expect(await settledAt(server, { oauth: { endpoints: withIntrospection } })).toMatchObject({
    aud: `${url}/token`,
    atIntrospection: `${url}/token`,
  });
});

test('the operator is told which audience to declare', () => {
  expect(adviceOnAudience({})).toEqual([]);
  expect(adviceOnAudience({ token: 'issuer', par: 'issuer' })).toEqual([]);
  for (const [settled, accepted, audience] of [
    [{ token: 'token-endpoint' }, 'the token endpoint', 'token-endpoint'],
    [{ token: 'token-endpoint', par: 'token-endpoint' }, 'the token endpoint', 'token-endpoint'],
    [{ token: 'token-endpoint', par: 'own-endpoint' }, "each endpoint's own URL", 'own-endpoint'],
  ] as const)
    expect(adviceOnAudience(settled)).toEqual([
      `assertions are refused with the issuer as audience, and accepted with ${accepted}: if that is meant, add "profile: { assertion: { audience: [${audience}] } }"`,
    ]);
  expect(adviceOnAudience({ token: 'token-endpoint', par: 'issuer' })).toEqual([
    'assertions are accepted with one audience here and with another there: token-endpoint at token, issuer at par; if that is meant, name them under oauth.endpoints',
  ]);
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
