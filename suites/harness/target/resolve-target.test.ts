import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTargetFile, resolveTarget } from './load-target.ts';
import { makeFolder, newKeyFile } from './test-folder.ts';

const everyKey = await readFile(join(import.meta.dirname, 'test-data/every-key/target.yaml'), 'utf8');

test('the example of every key is understood whole', async () => {
  const keys = {
    'keys/es256.jwk.json': await newKeyFile('ES256', {}, { kid: 'one' }),
    'keys/two.jwk.json': await newKeyFile('PS256'),
    'keys/chain.jwk.json': await newKeyFile('EdDSA'),
  };
  const names = ['peer', 'basic', 'hs256', 'off', 'two', 'either', 'chain', 'registration', 'clock'];
  const secrets = names.map((name) => [`secrets/${name}`, `the secret of ${name}, long enough\n`]);
  await using folder = await makeFolder({ 'target.yaml': everyKey, ...keys, ...Object.fromEntries(secrets) });
  const file = folder.path('target.yaml');

  const { oauth, ...target } = await resolveTarget(await loadTargetFile(file));
  expect(target).toEqual({
    name: 'some-idp 26',
    version: '26.1.0',
    file,
    baseUrls: ['http://localhost:8080', 'http://localhost:8081'],
    headers: { 'x-forwarded-proto': 'https' },
    features: ['client-chain'],
    capabilities: {
      clock: {
        kind: 'http',
        urls: ['http://127.0.0.1:8099/clock'],
        token: 'the secret of clock, long enough',
      },
      admin: { url: 'http://127.0.0.1:8099', token: 'the secret of clock, long enough' },
      audit: {
        url: 'http://127.0.0.1:8099/events?kind=client',
        token: 'the secret of clock, long enough',
        since: 'from',
        at: { clientId: '/client/id', outcome: '/outcome', reason: '/details/0' },
      },
      restart: { command: ['docker', 'compose', 'restart', 'idp'] },
      load: { environment: '2 cores, 4 GiB, PostgreSQL 16 beside it' },
    },
    profile: {
      base: 'oidc',
      assertion: {
        audience: ['issuer', 'token-endpoint'],
        clientIdParameter: 'optional',
        jti: 'single-use',
        skewSeconds: 15,
        maxLifetimeSeconds: 'none',
      },
      jwks: { cacheSeconds: 300, refetchSeconds: 10 },
      refresh: { rotation: true },
    },
    warnings: [],
  });
  const { clients = [], ...rest } = oauth ?? {};
  expect(rest).toEqual({
    issuer: 'http://localhost:8080/realms/peer',
    grant: { grant_type: 'client_credentials', scope: 'api' },
    endpoints: {
      token: { url: '/realms/peer/token', methods: null, audience: null },
      par: { url: 'http://localhost:8080/realms/peer/par', methods: null, audience: null },
      introspection: { url: '/introspect', methods: ['client_secret_basic'], audience: ['own-endpoint'] },
      revocation: { url: 'http://localhost:8080/revoke', methods: null, audience: null },
      'device-authorization': { url: '/device', methods: null, audience: null },
      registration: { url: 'http://localhost:8080/register', methods: null, audience: null },
    },
    redirectUri: 'http://127.0.0.1:1/cb',
    refreshBy: { username: 'peer', password: 'the secret of peer, long enough' },
    refreshScope: 'offline_access',
    tokenOwner: { by: 'claim', claim: 'client_id' },
    registration: { initialAccessToken: 'the secret of registration, long enough' },
    refused: [
      { status: [302], location: '/login', body: null },
      { status: [200], location: null, body: { '/error': 'invalid_client', '/detail/known': false } },
    ],
  });

  const bare = {
    chain: null,
    alg: null,
    pinned: null,
    secret: null,
    key: null,
    jwksUri: null,
    state: 'enabled',
    scopes: null,
    grants: null,
  };
  const secretOf = (name: string) => `the secret of ${name}, long enough`;
  const keyOf = (name: keyof typeof keys) => JSON.parse(keys[name]);
  expect(clients).toEqual([
    { ...bare, id: 'svc-basic', methods: ['client_secret_basic'], secret: `${secretOf('basic')}\n` },
    { ...bare, id: 'svc-hs256', methods: ['client_secret_jwt'], alg: 'HS256', secret: secretOf('hs256') },
    {
      ...bare,
      id: 'svc-es256',
      methods: ['private_key_jwt'],
      alg: 'ES256',
      pinned: 'ES256',
      key: keyOf('keys/es256.jwk.json'),
    },
    {
      ...bare,
      id: 'svc-rotating',
      methods: ['private_key_jwt'],
      alg: 'RS256',
      pinned: 'none',
      jwksUri: { serve: 'http://127.0.0.1:4999/keys/svc-rotating' },
    },
    { ...bare, id: 'svc-off', methods: ['client_secret_basic'], secret: secretOf('off'), state: 'disabled' },
    {
      ...bare,
      id: 'svc-two',
      methods: ['private_key_jwt'],
      alg: 'PS256',
      key: keyOf('keys/two.jwk.json'),
      secret: secretOf('two'),
      scopes: ['api'],
      grants: ['client_credentials'],
    },
    {
      ...bare,
      id: 'svc-either',
      methods: ['client_secret_basic', 'client_secret_post'],
      secret: secretOf('either'),
    },
    { ...bare, id: 'svc-public', methods: ['none'] },
    {
      ...bare,
      id: 'svc-chain',
      methods: [],
      chain: ['client_secret_basic', 'private_key_jwt'],
      alg: 'EdDSA',
      key: keyOf('keys/chain.jwk.json'),
      secret: secretOf('chain'),
    },
  ]);
});

test('what is left unsaid has its default', async () => {
  await using folder = await makeFolder({
    'target.yaml': 'name: x\nbaseUrls: [http://localhost:1//]\noauth: { issuer: http://localhost:1/ }\n',
  });
  const target = await resolveTarget(await loadTargetFile(folder.path('target.yaml')));
  expect(target.baseUrls).toEqual(['http://localhost:1']);
  expect(target.oauth?.issuer).toBe('http://localhost:1/');
  expect(target.oauth?.grant).toEqual({ grant_type: 'client_credentials' });
  expect(target.capabilities.clock).toEqual({ kind: 'real', waitSeconds: 0 });
  expect(target.profile.base).toBe('oauth2');
  expect(target.profile.jwks).toEqual({ cacheSeconds: null, refetchSeconds: 60 });
  expect(target.profile.refresh).toEqual({ rotation: null });
});

const launched = `name: x
launch: { module: ./start.ts }
oauth:
  issuer: "{{issuerUrl}}"
  clients:
    - { id: a, method: client_secret_basic, secret: { file: "{{runDir}}/secret" } }
capabilities: { clock: { kind: faketime, file: "{{runDir}}/clock" } }
`;

test('what start() answers fills the target file', async () => {
  await using folder = await makeFolder({ 'target.yaml': launched, 'start.ts': '', 'run/secret': 's3cret' });
  const target = await resolveTarget(await loadTargetFile(folder.path('target.yaml')), {
    baseUrls: ['http://127.0.0.1:7/'],
    variables: { runDir: folder.path('run'), issuerUrl: 'http://idp.example' },
    profile: 'fapi2',
  });
  expect(target.baseUrls).toEqual(['http://127.0.0.1:7']);
  expect(target.oauth?.issuer).toBe('http://idp.example');
  expect(target.oauth?.clients[0]?.secret).toBe('s3cret');
  expect(target.capabilities.clock).toEqual({ kind: 'faketime', file: folder.path('run/clock') });
  expect(target.profile.base).toBe('fapi2');
});

test.for<[variables: Record<string, string>, problems: string[]]>([
  [
    {},
    [
      'target.yaml:4:11 oauth.issuer: unknown variable "issuerUrl"; known are baseUrl',
      'target.yaml:6:61 oauth.clients[0].secret.file: unknown variable "runDir"; known are baseUrl',
      'target.yaml:7:48 capabilities.clock.file: unknown variable "runDir"; known are baseUrl',
    ],
  ],
  [
    { runDir: 'nowhere', issuerUrl: 'idp' },
    [
      'target.yaml:4:11 oauth.issuer: expected an http or https URL; found "idp"',
      'target.yaml:6:61 oauth.clients[0].secret.file: nowhere/secret does not exist',
    ],
  ],
])('what start() answers is checked where it is used: %j', async ([variables, problems]) => {
  await using folder = await makeFolder({ 'target.yaml': launched, 'start.ts': '' });
  const loaded = await loadTargetFile(folder.path('target.yaml'));
  const found = await folder.problemOf(
    resolveTarget(loaded, { baseUrls: ['http://127.0.0.1:7'], variables }),
  );
  expect(found.split('\n')).toEqual([`InvalidFile: ${problems[0]}`, ...problems.slice(1)]);
});

test('an issuer that neither the file nor start() gives is missed', async () => {
  await using folder = await makeFolder({
    'target.yaml': 'name: x\nlaunch: { module: ./start.ts }\noauth: {}\n',
    'start.ts': '',
  });
  const loaded = await loadTargetFile(folder.path('target.yaml'));
  expect(
    await folder.problemOf(resolveTarget(loaded, { baseUrls: ['http://127.0.0.1:7'], variables: {} })),
  ).toBe('InvalidFile: target.yaml:3:1 oauth.issuer: missing; start() gave none either');
});
