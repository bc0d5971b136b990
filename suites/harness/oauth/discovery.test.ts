import { expect, test } from 'vitest';
import { send } from '../http/send.ts';
import type { OAuthDescription } from '../target/description.ts';
import { closedPort, startTestServer, type TestAnswer } from '../testing/test-server.ts';
import { oauthAt } from '../testing/test-target.ts';
import { addressOf, discover, EnvironmentProblem } from './discovery.ts';
import { header } from './reply.ts';

async function get(url: string) {
  const answer = await send({ method: 'GET', url, headers: [], body: null });
  return { ...answer, type: header(answer, 'content-type') ?? '', location: header(answer, 'location') };
}

/** Discovers at a server that answers these paths and 404 elsewhere. */
async function discovered(
  answers: Record<string, TestAnswer | ((url: string) => TestAnswer)>,
  change: (url: string) => Partial<OAuthDescription> = () => ({}),
) {
  await using server = await startTestServer(({ path }) => {
    const answer = answers[path] ?? { status: 404, body: 'nothing here' };
    return typeof answer === 'function' ? answer(server.url) : answer;
  });
  const { url } = server;
  const facts = await discover(oauthAt(url, change(url)), url, get).catch((error: unknown) => error);
  const asked = server.arrived.map(({ path }) => path);
  if (facts instanceof Error) return { asked, problem: facts, said: facts.message.replaceAll(url, '<url>') };
  return { asked, facts: JSON.parse(JSON.stringify(facts).replaceAll(url, '<url>')) };
}

const oauthPath = '/.well-known/oauth-authorization-server';
const openidPath = '/.well-known/openid-configuration';
const metadata = (url: string): TestAnswer => ({
  body: {
    issuer: url,
    token_endpoint: `${url}/token`,
    pushed_authorization_request_endpoint: `${url}/par`,
    introspection_endpoint: `${url}/introspect`,
    revocation_endpoint: `${url}/revoke`,
    registration_endpoint: 'https://elsewhere.example/register',
    authorization_endpoint: `${url}/authorize`,
  },
});

test('metadata by RFC 8414 names the endpoints', async () => {
  const { asked, facts } = await discovered({ [oauthPath]: metadata });
  expect(asked).toEqual([oauthPath]);
  const endpoint = { methods: null, audience: null };
  expect(facts).toMatchObject({ issuer: '<url>', discovery: 'oauth', metadata: { issuer: '<url>' } });
  expect(facts.endpoints).toEqual({
    token: { ...endpoint, url: '<url>/token' },
    par: { ...endpoint, url: '<url>/par' },
    introspection: { ...endpoint, url: '<url>/introspect' },
    revocation: { ...endpoint, url: '<url>/revoke' },
    registration: { ...endpoint, url: 'https://elsewhere.example/register' },
  });
});

test('OpenID discovery is asked where the first gives none', async () => {
  const { asked, facts } = await discovered({ [openidPath]: metadata });
  expect(asked).toEqual([oauthPath, openidPath]);
  expect(facts.discovery).toBe('openid');
});

test.for([
  ['/realms/peer', `${oauthPath}/realms/peer`, `/realms/peer${openidPath}`],
  ['/realms/peer/', `${oauthPath}/realms/peer`, `/realms/peer${openidPath}`],
  ['/', oauthPath, openidPath],
])(
  'for an issuer at %s the path is inserted by RFC 8414 and appended by OpenID',
  async ([path, first, second]) => {
    const { asked } = await discovered({}, (url) => ({ issuer: `${url}${path}` }));
    expect(asked).toEqual([first, second]);
  },
);

test('whitespace before the JSON does no harm', async () => {
  const { facts } = await discovered({
    [oauthPath]: (url) => ({ body: `\n ${JSON.stringify(metadata(url).body)}` }),
  });
  expect(facts.discovery).toBe('oauth');
});

test('the target file overrides an endpoint or adds one', async () => {
  const { facts } = await discovered({ [oauthPath]: metadata }, () => ({
    endpoints: {
      token: { url: '/other/token', methods: null, audience: null },
      introspection: {
        url: 'http://b.example/i',
        methods: ['client_secret_basic'],
        audience: ['own-endpoint'],
      },
    },
  }));
  expect(facts.endpoints).toMatchObject({
    token: { url: '<url>/other/token' },
    par: { url: '<url>/par' },
    introspection: {
      url: 'http://b.example/i',
      methods: ['client_secret_basic'],
      audience: ['own-endpoint'],
    },
  });
});

test('the methods that the metadata names for introspection hold there, as far as we know them', async () => {
  const { facts } = await discovered({
    [oauthPath]: {
      body: {
        token_endpoint: 'https://idp.example/token',
        introspection_endpoint: 'https://idp.example/introspect',
        introspection_endpoint_auth_methods_supported: ['bearer', 'client_secret_basic'],
        revocation_endpoint: 'https://idp.example/revoke',
        token_endpoint_auth_methods_supported: ['none'],
      },
    },
  });
  expect(facts.endpoints.introspection?.methods).toEqual(['client_secret_basic']);
  expect(facts.endpoints.revocation?.methods).toBeNull();
  expect(facts.endpoints.token.methods).toBeNull();
});

test('an answer that is JSON but no metadata does not stop the search', async () => {
  const { facts } = await discovered({
    [oauthPath]: { body: { error: 'not_found' } },
    [openidPath]: { body: { issuer: 'https://idp.example', token_endpoint: 'https://idp.example/token' } },
  });
  expect(facts.discovery).toBe('openid');
});

test('with a token endpoint in the target file no metadata is needed', async () => {
  const { facts } = await discovered({}, () => ({
    endpoints: { token: { url: '/token', methods: null, audience: null } },
  }));
  expect(facts).toMatchObject({
    metadata: null,
    discovery: null,
    endpoints: { token: { url: '<url>/token' } },
  });
});

test.for<[string, TestAnswer, string]>([
  [
    'is a page',
    { headers: { 'Content-Type': 'text/html' }, body: '<html>' },
    '→ 200 text/html, not a JSON object',
  ],
  ['redirects', { status: 302, headers: { Location: '/login' }, body: '' }, '→ 302 to /login'],
  ['breaks off', { body: '{"issuer":' }, '→ 200, but its JSON is broken: '],
  [
    'is a list',
    { headers: { 'Content-Type': 'application/json' }, body: '[]' },
    '→ 200 application/json, not a JSON object',
  ],
  ['is empty', { body: '' }, '→ 200 without a type, not a JSON object'],
  ['faults', { status: 500, body: 'oops' }, '→ 500'],
  ['names no token endpoint', { body: {} }, '→ 200, without token_endpoint'],
])('metadata that %s is told, with all that was tried', async ([, answer, told]) => {
  const { problem, said } = await discovered({ [openidPath]: answer });
  expect(problem).toBeInstanceOf(EnvironmentProblem);
  expect(said).toContain(
    'no token endpoint: the metadata names none and the target file has no oauth.endpoints.token',
  );
  expect(said).toContain(`GET <url>${oauthPath} → 404\n`);
  expect(said).toContain(`GET <url>${openidPath} ${told}`);
});

test.for(['/token', 'token', 'mailto:a@b.example', 'http://user:pass@a.example/'])(
  'an endpoint that the metadata names as %s is told',
  async (token_endpoint) => {
    const { problem, said } = await discovered({ [oauthPath]: { body: { token_endpoint } } });
    expect(problem).toBeInstanceOf(EnvironmentProblem);
    expect(said).toMatch(
      /^the metadata's token_endpoint is ".*": expected .* under oauth\.endpoints\.token\.$/,
    );
  },
);

test('a target that nobody answers at is told, with its cause', async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const problem = await discover(oauthAt(url), url, get).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(EnvironmentProblem);
  expect((problem as Error).message).toMatch(/^cannot reach the target: GET .* \(ECONNREFUSED\)$/);
  expect((problem as Error).cause).toMatchObject({ code: 'unreachable' });
});

test('metadata is asked for at the address of the instance, not at the issuer', async () => {
  const { asked, facts } = await discovered(
    { [`${oauthPath}/tenant`]: () => metadata('https://idp.example') },
    () => ({ issuer: 'https://idp.example/tenant' }),
  );
  expect(asked).toEqual([`${oauthPath}/tenant`]);
  expect(facts.endpoints.token.url).toBe('https://idp.example/token');
});

test.for([
  ['https://idp.example/token?tenant=1', 'http://127.0.0.1:8081/token?tenant=1'],
  ['https://idp.example/', 'http://127.0.0.1:8081/'],
  ['https://other.example/token', 'https://other.example/token'],
  ['http://idp.example/token', 'http://idp.example/token'],
])('what is meant for %s is sent to %s', ([url = '', address]) => {
  expect(addressOf(url, 'https://idp.example/realms/peer', 'http://127.0.0.1:8081')).toBe(address);
});

test('a path in the target file follows the address of each instance', async () => {
  const { facts } = await discovered({ [oauthPath]: metadata }, () => ({
    issuer: 'https://idp.example',
    endpoints: { token: { url: '/token', methods: null, audience: null } },
  }));
  const { url } = facts.endpoints.token;
  expect(addressOf(url, 'https://idp.example', 'http://127.0.0.1:8081')).toBe('http://127.0.0.1:8081/token');
  expect(addressOf(url, 'https://idp.example', 'http://127.0.0.1:8082')).toBe('http://127.0.0.1:8082/token');
});
