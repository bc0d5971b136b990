import { expect, test } from 'vitest';
import { claimsOf } from './oauth/assertion.ts';
import { EnvironmentProblem } from './oauth/discovery.ts';
import { newJwk } from './oauth/jwk.ts';
import { RemoteTarget } from './session.ts';
import type { TargetDescription } from './target/description.ts';
import { openCase, openSession } from './testing/open-case.ts';
import { closedPort, startTestServer } from './testing/test-server.ts';
import { fixture, type TargetChange, targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const problemOf = (target: TargetDescription) => openSession(target).then(String, (error: unknown) => error);
const token = (url: string) => ({ token: { url, methods: null, audience: null } });

test('every secret of the target file is known before anything is sent', async () => {
  await using idp = await startTinyIdp();
  const key = await newJwk('RS256');
  const secrets = [
    'a client secret',
    'a control token',
    'an initial access token',
    'a password',
    'an admin token',
  ];
  const [secret = '', control = '', initialAccessToken = '', password = '', admin = ''] = secrets;
  const target = targetAt([idp.url], {
    oauth: {
      clients: [fixture({ id: 'a', methods: ['client_secret_basic'], secret, key })],
      registration: { initialAccessToken },
      refreshBy: { username: 'peer', password },
    },
    capabilities: {
      clock: { kind: 'http', urls: [`${idp.url}/clock`], token: control },
      admin: { url: `${idp.url}/admin`, token: admin },
    },
  });
  await using session = await openSession(target);
  for (const known of [
    ...secrets,
    key.d ?? '',
    key.p ?? '',
    key.q ?? '',
    key.dp ?? '',
    key.dq ?? '',
    key.qi ?? '',
  ]) {
    expect(session.secrets.redact(known)).toMatch(/^‹[a-z-]+:\w{8}›$/);
  }
  expect(session.secrets.redact(`${key.n} ${key.kid} peer`)).toBe(`${key.n} ${key.kid} peer`);
});

test('another machine is not spoken to unless that is allowed', async () => {
  const problem = await problemOf(targetAt(['http://192.0.2.1:8080']));
  expect(problem).toBeInstanceOf(RemoteTarget);
  expect((problem as Error).message).toBe(
    '192.0.2.1:8080 is not this machine. Add --allow-remote if you may test it; it is then sent 20 requests a second at most.',
  );
});

test('an endpoint on another machine that only the metadata names is not spoken to either', async () => {
  await using server = await startTestServer(() => ({ body: { token_endpoint: 'http://192.0.2.1/token' } }));
  expect(await problemOf(targetAt([server.url]))).toBeInstanceOf(RemoteTarget);
});

test('an issuer on another machine does no harm where its address is this one', async () => {
  const issuer = 'https://idp.example';
  await using server = await startTestServer(() => ({ body: { token_endpoint: `${issuer}/token` } }));
  await using open = await openCase(targetAt([server.url], { oauth: { issuer } }));
  const { oauth } = open.context;
  await oauth.token(await oauth.client());
  expect(oauth.url('token')).toBe(`${issuer}/token`);
  expect(server.arrived.at(-1)?.path).toBe('/token');
});

test('an endpoint on another machine is capped where it is allowed', async () => {
  const tokenEndpoint = 'http://192.0.2.1/token';
  await using server = await startTestServer(() => ({ body: { token_endpoint: tokenEndpoint } }));
  await using session = await openSession(targetAt([server.url]), { allowRemote: true });
  const began = performance.now();
  for (let i = 0; i < 3; i++) await session.timesOfTarget();
  // Twenty a second: the second and third wait 50 ms each.
  expect(performance.now() - began).toBeGreaterThanOrEqual(99);
});

test('a target that cannot be reached is a problem of the environment', async () => {
  const problem = await problemOf(targetAt([`http://127.0.0.1:${await closedPort()}`]));
  expect(problem).toBeInstanceOf(EnvironmentProblem);
});

test('a target without an OAuth part gives nothing to judge yet', async () => {
  expect(String(await problemOf(targetAt(['http://127.0.0.1:1'], { oauth: null })))).toBe(
    'EnvironmentProblem: target.yaml describes no oauth part, so there is nothing to judge yet',
  );
});

test('keys cannot be served where somebody else listens', async () => {
  await using idp = await startTinyIdp();
  const jwksUri = { serve: `${idp.url}/keys` };
  const clients = [fixture({ id: 'a', methods: ['private_key_jwt'], alg: 'ES256', jwksUri })];
  expect(String(await problemOf(targetAt([idp.url], { oauth: { clients } })))).toMatch(
    /^EnvironmentProblem: cannot serve client keys at 127\.0\.0\.1:\d+: listen EADDRINUSE/,
  );
});

test('the headers of the target file go with every request', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(targetAt([idp.url], { headers: { 'X-Forwarded-Proto': 'https' } }));
  await open.context.oauth.token(await open.context.oauth.client());
  expect(idp.arrived.map((request) => request.header('x-forwarded-proto'))).toEqual(['https', 'https']);
});

test("assertions are dated by the target's clock", async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  await using server = await startTestServer(() => ({ headers: { Date: date }, status: 404 }));
  const clients = [fixture({ id: 'hs', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) })];
  await using open = await openCase(
    targetAt([server.url], { oauth: { clients, endpoints: token('/token') } }),
  );
  const { iat } = claimsOf((await open.context.oauth.client()).assertion());
  expect(Math.abs(Number(iat) - Date.now() / 1000 - 3600)).toBeLessThan(3);
});

type Profile = Partial<TargetDescription['profile']['assertion']>;
test.for<[Profile, { aud: string; seconds: number }]>([
  [{}, { aud: '<url>', seconds: 30 }],
  [{ audience: ['token-endpoint', 'issuer'] }, { aud: '<url>/token', seconds: 30 }],
  [{ audience: ['own-endpoint'] }, { aud: '<url>/token', seconds: 30 }],
  [{ audience: ['introspection-endpoint'] }, { aud: '<url>/introspect', seconds: 30 }],
  [{ maxLifetimeSeconds: 300 }, { aud: '<url>', seconds: 30 }],
  [{ maxLifetimeSeconds: 20 }, { aud: '<url>', seconds: 10 }],
  [{ maxLifetimeSeconds: 1 }, { aud: '<url>', seconds: 1 }],
  [{ maxLifetimeSeconds: 'none' }, { aud: '<url>', seconds: 30 }],
])('a target that claims %j is sent assertions of %j', async ([claimed, { aud, seconds }]) => {
  await using idp = await startTinyIdp();
  const change: TargetChange = {
    oauth: { clients: [fixture({ id: 'hs', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) })] },
  };
  const target = targetAt([idp.url], change);
  Object.assign(target.profile.assertion, claimed);
  await using open = await openCase(target);
  const claims = claimsOf((await open.context.oauth.client()).assertion());
  expect(String(claims.aud).replace(idp.url, '<url>')).toBe(aud);
  expect(Number(claims.exp) - Number(claims.iat)).toBe(seconds);
});

test('numbers drawn in a case depend on the seed and the case alone', async () => {
  await using idp = await startTinyIdp();
  const drawn = async (seed: string, name: string) => {
    await using session = await openSession(targetAt([idp.url]), { seed });
    await using open = session.openCase(name, session.signal);
    return open.context.random.integer(2 ** 31);
  };
  expect(await drawn('one', 'a/b')).toBe(await drawn('one', 'a/b'));
  expect(await drawn('one', 'a/b')).not.toBe(await drawn('two', 'a/b'));
  expect(await drawn('one', 'a/b')).not.toBe(await drawn('one', 'a/c'));
});
