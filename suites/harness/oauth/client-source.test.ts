import { expect, test } from 'vitest';
import { NotApplicable, Untestable } from '../outcomes.ts';
import type { ClientFixture } from '../target/description.ts';
import { openCase } from '../testing/open-case.ts';
import { closedPort } from '../testing/test-server.ts';
import { fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp, type TinyIdp } from '../testing/tiny-idp.ts';
import type { ClientTraits } from './client.ts';
import { newJwk, publicJwk } from './jwk.ts';

const jwk = await newJwk('ES256');
const secret = 'a secret: with +, % and a space';
const clients: ClientFixture[] = [
  fixture({ id: 'public', methods: ['none'] }),
  fixture({ id: 'off', methods: ['client_secret_basic'], secret, state: 'disabled' }),
  fixture({ id: 'post', methods: ['client_secret_post'], secret: 'plain' }),
  fixture({ id: 'either', methods: ['client_secret_basic', 'client_secret_post'], secret }),
  fixture({ id: 'basic-with-key', methods: ['client_secret_basic'], secret: 'plain', key: jwk }),
  fixture({ id: 'hs', methods: ['client_secret_jwt'], secret }),
  fixture({ id: 'hs512', methods: ['client_secret_jwt'], alg: 'HS512', secret }),
  fixture({ id: 'es', methods: ['private_key_jwt'], alg: 'ES256', key: jwk }),
  fixture({
    id: 'es-with-secret',
    methods: ['private_key_jwt'],
    alg: 'ES256',
    pinned: 'ES256',
    key: jwk,
    secret,
  }),
];

const withFixtures = (idp: TinyIdp, fixtures = clients) =>
  targetAt([idp.url], { oauth: { clients: fixtures } });

test.for<[ClientTraits, string]>([
  [{}, 'post by client_secret_post'],
  [{ method: 'none' }, 'public by none'],
  [{ method: 'client_secret_basic' }, 'either by client_secret_basic'],
  [
    { method: 'client_secret_basic', notBy: 'client_secret_post' },
    'basic-with-key by client_secret_basic ES256',
  ],
  [{ method: 'client_secret_basic', owns: 'key' }, 'basic-with-key by client_secret_basic ES256'],
  [{ method: 'client_secret_post', secretWith: ':+%' }, 'either by client_secret_post'],
  [{ method: 'client_secret_jwt' }, 'hs by client_secret_jwt HS256'],
  [{ method: 'client_secret_jwt', alg: 'HS256' }, 'hs by client_secret_jwt HS256'],
  [{ method: 'client_secret_jwt', alg: 'HS512' }, 'hs512 by client_secret_jwt HS512'],
  [{ method: 'private_key_jwt', alg: 'ES256' }, 'es by private_key_jwt ES256'],
  [{ method: 'private_key_jwt', owns: 'secret' }, 'es-with-secret by private_key_jwt ES256'],
  [{ method: 'private_key_jwt', pinned: true }, 'es-with-secret by private_key_jwt ES256'],
])('of the fixtures %j is %s', async ([traits, description]) => {
  await using idp = await startTinyIdp();
  await using open = await openCase(withFixtures(idp));
  expect(String(await open.context.oauth.client(traits))).toBe(description);
});

test('where the only fixture may not use the probing grant, another client registers', async () => {
  await using idp = await startTinyIdp();
  const codesOnly = fixture({
    id: 'codes-only',
    methods: ['client_secret_basic'],
    secret,
    grants: ['authorization_code'],
  });
  await using open = await openCase(
    targetAt([idp.url], { oauth: { clients: [codesOnly], registration: { initialAccessToken: null } } }),
  );
  const client = await open.context.oauth.client({ method: 'client_secret_basic' });
  expect(client.id).not.toBe('codes-only');
});

test('a fixture that may not use the probing grant is there for cases that want just that, or name their grants', async () => {
  await using idp = await startTinyIdp();
  const basic = { methods: ['client_secret_basic'], secret } satisfies Partial<ClientFixture>;
  const codesOnly = { ...basic, grants: ['authorization_code'] };
  const fixtures = [
    fixture({ id: 'public', methods: ['none'], grants: ['authorization_code'] }),
    fixture({ id: 'codes-only', ...codesOnly }),
    fixture({ id: 'probing', ...basic, grants: ['client_credentials'] }),
  ];
  await using open = await openCase(withFixtures(idp, fixtures));
  const found = async (traits: ClientTraits) => (await open.context.oauth.client(traits)).id;
  expect(await found({ method: 'client_secret_basic' })).toBe('probing');
  expect(await found({ method: 'client_secret_basic', withoutGrant: 'client_credentials' })).toBe(
    'codes-only',
  );
  expect(await found({ method: 'client_secret_basic', grants: ['authorization_code'] })).toBe('codes-only');
  expect(await found({ method: 'none' })).toBe('public');
});

test('a fixture that says it may use what is wanted goes before one that does not say', async () => {
  await using idp = await startTinyIdp();
  const basic = { methods: ['client_secret_basic'], secret } satisfies Partial<ClientFixture>;
  const grants = ['authorization_code', 'refresh_token'];
  const fixtures = [fixture({ id: 'silent', ...basic }), fixture({ id: 'saying', ...basic, grants })];
  await using open = await openCase(withFixtures(idp, fixtures));
  const found = async (traits: ClientTraits) => (await open.context.oauth.client(traits)).id;
  expect(await found({ grants: ['authorization_code'] })).toBe('saying');
  expect(await found({ grants: ['password'] })).toBe('silent');
  expect(await found({})).toBe('silent');
});

test('besides one client there is another', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(withFixtures(idp));
  const { oauth } = open.context;
  const one = await oauth.client({ method: 'private_key_jwt' });
  expect((await oauth.client({ method: 'private_key_jwt', besides: one })).id).toBe('es-with-secret');
});

test('one that may not use the probing grant is taken only where it must not, or where there is no other', async () => {
  await using idp = await startTinyIdp();
  const basic = (id: string, grants: string[]) =>
    fixture({ id, methods: ['client_secret_basic'], secret: 'plain', grants });
  const [without, may] = [basic('without', ['authorization_code']), basic('may', ['client_credentials'])];
  await using open = await openCase(withFixtures(idp, [without, may]));
  const { oauth } = open.context;
  expect((await oauth.client()).id).toBe('may');
  expect((await oauth.client({ withoutGrant: 'client_credentials' })).id).toBe('without');
  expect((await oauth.client({ grants: ['authorization_code'] })).id).toBe('without');
  await using alone = await openCase(withFixtures(idp, [without]));
  expect((await alone.context.oauth.client()).id).toBe('without');
});

test('somebody else signs by the same algorithm, where there is such a one', async () => {
  await using idp = await startTinyIdp();
  const signing = (id: string, alg: string) => fixture({ id, methods: ['private_key_jwt'], alg, key: jwk });
  const fixtures = [signing('es', 'ES256'), signing('rs', 'RS256'), signing('es-2', 'ES256')];
  await using open = await openCase(withFixtures(idp, fixtures));
  const { oauth } = open.context;
  const beside = async (alg: string) => {
    const one = await oauth.client({ method: 'private_key_jwt', alg });
    return oauth.client({ method: 'private_key_jwt', besides: one });
  };
  expect((await beside('ES256')).id).toBe('es-2');
  expect((await beside('RS256')).id).toBe('es');

  const registration = { initialAccessToken: null };
  await using registers = await openCase(targetAt([idp.url], { oauth: { clients: fixtures, registration } }));
  const one = await registers.context.oauth.client({ method: 'private_key_jwt', alg: 'RS256' });
  const other = await registers.context.oauth.client({ method: 'private_key_jwt', besides: one });
  expect(String(other)).toBe('registered-1 by private_key_jwt RS256');
});

test.for<[ClientTraits, string]>([
  [{}, 'needs a confidential client, '],
  [{ method: 'private_key_jwt', alg: 'PS384' }, 'needs a private_key_jwt PS384 client, '],
  [
    { method: 'client_secret_basic', owns: 'key', notBy: 'client_secret_post', secretWith: ' "' },
    'needs a client_secret_basic client that also owns a key that is not registered for client_secret_post whose secret holds " \\"", ',
  ],
  [
    { method: 'private_key_jwt', keys: 'published' },
    'needs a private_key_jwt client whose keys the harness serves, ',
  ],
])('where nobody is %j, the case is untestable and names the traits', async ([traits, told]) => {
  await using idp = await startTinyIdp();
  await using open = await openCase(withFixtures(idp, clients.slice(0, 2)));
  const problem = await open.context.oauth.client(traits).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Untestable);
  expect((problem as Error).message).toBe(`${told}and neither a fixture nor a registration can give one`);
});

const registering = (idp: TinyIdp, more: { initialAccessToken?: string; redirectUri?: string } = {}) =>
  targetAt([idp.url], {
    oauth: {
      clients: [],
      registration: { initialAccessToken: more.initialAccessToken ?? null },
      redirectUri: more.redirectUri ?? null,
    },
  });

test('without a fixture a client is registered for the case, and deleted after it', async () => {
  await using idp = await startTinyIdp();
  {
    await using open = await openCase(registering(idp, { initialAccessToken: 'the initial access token' }));
    const client = await open.context.oauth.client({ method: 'client_secret_basic' });
    expect((await open.context.oauth.token(client)).kind).toBe('accepted');
    expect(idp.clients.has(client.id)).toBe(true);
  }
  const [registration, deletion] = idp.arrived.filter(({ path }) => path.startsWith('/register'));
  expect(registration?.header('authorization')).toBe('Bearer the initial access token');
  expect(JSON.parse(registration?.body ?? '')).toEqual({
    client_name: 'authproof case',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: 'api',
  });
  expect([deletion?.method, deletion?.path]).toEqual(['DELETE', '/register/registered-1']);
  expect(deletion?.header('authorization')).toMatch(/^Bearer [\w-]{36}$/);
  expect([...idp.clients.keys()]).toEqual(['svc-basic']);
});

test('a client with a key registers its public half alone', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(registering(idp, { redirectUri: 'http://127.0.0.1:1/cb' }));
  const client = await open.context.oauth.client({ method: 'private_key_jwt' });
  const { jwks, ...metadata } = JSON.parse(idp.arrivedAt('/register')[0]?.body ?? '');
  expect(metadata).toMatchObject({
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    grant_types: ['client_credentials', 'authorization_code'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1:1/cb'],
  });
  expect(jwks.keys).toEqual([
    {
      kty: 'EC',
      crv: 'P-256',
      x: expect.any(String),
      y: expect.any(String),
      kid: client.kid,
      use: 'sig',
      alg: 'ES256',
    },
  ]);
});

test.for<[ClientTraits, string[]]>([
  [{}, ['client_credentials']],
  [{ withoutGrant: 'client_credentials' }, ['authorization_code']],
  [{ grants: ['authorization_code', 'refresh_token'] }, ['authorization_code', 'refresh_token']],
  [{ grants: ['refresh_token', 'refresh_token'] }, ['refresh_token']],
])('where nothing is pushed, what has %j is registered for %j alone', async ([traits, grants]) => {
  await using idp = await startTinyIdp();
  const { url } = idp;
  const metadata = { issuer: url, token_endpoint: `${url}/token`, registration_endpoint: `${url}/register` };
  idp.answerNext('/.well-known/oauth-authorization-server', { body: metadata });
  const oauth = { clients: [], registration: { initialAccessToken: null } };
  const redirectUri = 'http://127.0.0.1:1/cb';
  await using open = await openCase(
    targetAt([idp.url], { oauth: { ...oauth, redirectUri, refreshScope: 'offline_access' } }),
  );
  await open.context.oauth.client(traits);
  const { grant_types, scope } = JSON.parse(idp.arrivedAt('/register')[0]?.body ?? '');
  expect(grant_types).toEqual(grants);
  expect(scope).toBe(grants.includes('refresh_token') ? 'api offline_access' : 'api');
});

test('where the client that is registered is another than was asked for, a fixture takes its place', async () => {
  await using idp = await startTinyIdp();
  const made = { client_id: 'made', client_secret: 'x', token_endpoint_auth_method: 'client_secret_basic' };
  const answer = { status: 201, body: made };
  idp.answerNext('/register', answer, answer);
  const target = registering(idp);
  const open = (listed: ClientFixture[]) =>
    openCase({ ...target, oauth: target.oauth && { ...target.oauth, clients: listed } });
  const post = { method: 'client_secret_post', own: true } satisfies ClientTraits;
  await using having = await open([
    fixture({ id: 'post', methods: ['client_secret_post'], secret: 'plain' }),
  ]);
  expect((await having.context.oauth.client(post)).id).toBe('post');
  await using lacking = await open([]);
  await expect(lacking.context.oauth.client(post)).rejects.toThrow(
    new Untestable('needs a client_secret_post client, and the client that it registers is not'),
  );
});

test('a client with published keys registers their address, and the harness serves them', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(registering(idp));
  const client = await open.context.oauth.client({ method: 'private_key_jwt', keys: 'published' });
  const { jwks, jwks_uri } = JSON.parse(idp.arrivedAt('/register')[0]?.body ?? '');
  expect(jwks).toBeUndefined();
  expect(await keysAt(jwks_uri)).toMatchObject([{ kid: client.kid }]);
  expect(open.session.sink.fetches(jwks_uri)).toBe(1);
});

async function keysAt(url: string): Promise<unknown> {
  const { keys } = (await (await fetch(url)).json()) as { keys: unknown };
  return keys;
}

test('each case registers a client of its own', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(registering(idp));
  await using other = open.session.openCase('another/case', open.session.signal);
  const [one, two] = [await open.context.oauth.client(), await other.context.oauth.client()];
  expect(one.id).not.toBe(two.id);
});

test('a registration that is refused makes the case untestable, and quotes the answer', async () => {
  await using idp = await startTinyIdp();
  idp.answerNext('/register', { status: 400, body: { error: 'invalid_client_metadata' } });
  await using open = await openCase(registering(idp));
  await expect(open.context.oauth.client({ method: 'client_secret_jwt' })).rejects.toThrow(
    new Untestable(
      'needs a client_secret_jwt client; its registration was answered 400 invalid_client_metadata',
    ),
  );
});

test.for([
  ['is relative', () => '/register/1'],
  ['leads to another server', (elsewhere: string) => `${elsewhere}/register/1`],
  ['is missing', () => undefined],
] as const)('where the address to delete at %s, nothing is sent and nothing fails', async ([, addressAt]) => {
  await using idp = await startTinyIdp();
  await using elsewhere = await startTinyIdp();
  idp.answerNext('/register', {
    status: 201,
    body: {
      client_id: 'one',
      registration_access_token: 'a registration access token',
      registration_client_uri: addressAt(elsewhere.url),
    },
  });
  {
    await using open = await openCase(registering(idp));
    expect((await open.context.oauth.client()).id).toBe('one');
  }
  expect([...idp.arrived, ...elsewhere.arrived].filter(({ method }) => method === 'DELETE')).toEqual([]);
});

test('registered traits that cannot be asked for are not registered', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(registering(idp));
  for (const traits of [{ owns: 'secret' }, { secretWith: ':' }] satisfies ClientTraits[]) {
    await expect(open.context.oauth.client(traits)).rejects.toThrow(Untestable);
  }
  expect(idp.arrivedAt('/register')).toEqual([]);
});

test('keys that the operator lets the harness serve are made for the run', async () => {
  await using idp = await startTinyIdp();
  const serve = `http://127.0.0.1:${await closedPort()}/keys/rotating`;
  const rotating = fixture({
    id: 'rotating',
    methods: ['private_key_jwt'],
    alg: 'ES256',
    jwksUri: { serve },
  });
  await using open = await openCase(withFixtures(idp, [rotating]));
  const client = await open.context.oauth.client({ keys: 'published' });
  expect(client.id).toBe('rotating');
  expect(await keysAt(serve)).toMatchObject([{ kid: client.kid, use: 'sig', alg: 'ES256' }]);
});

test('a public JWK has no private member', () => {
  expect(Object.keys(publicJwk(jwk)).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

test('an endpoint that takes other methods only is not applicable to the client, unless that is tried', async () => {
  await using idp = await startTinyIdp();
  const endpoints = {
    introspection: { url: '/introspect', methods: ['client_secret_basic' as const], audience: null },
  };
  await using open = await openCase(targetAt([idp.url], { oauth: { clients, endpoints } }));
  const client = await open.context.oauth.client({
    method: 'client_secret_post',
    notBy: 'client_secret_basic',
  });
  await expect(open.context.oauth.call('introspection', client)).rejects.toThrow(
    new NotApplicable('the introspection endpoint is declared to take client_secret_basic only'),
  );
  idp.answerNext('/token', { body: { access_token: 'a token' } });
  const asked = await open.context.oauth.call('introspection', client, { undeclared: true });
  expect([asked.kind, asked.status]).toEqual(['refused', 401]);
});
