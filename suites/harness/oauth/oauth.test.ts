import { expect, test } from 'vitest';
import { NoAnswer } from '../http/send.ts';
import { Untestable } from '../outcomes.ts';
import { openCase, openCaseAt } from '../testing/open-case.ts';
import { startRawServer, type TestAnswer } from '../testing/test-server.ts';
import { basicClient, fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { claimsOf } from './assertion.ts';
import { describeReply } from './reply.ts';

const redirectUri = 'http://127.0.0.1:1/cb';

test.for(['token', 'par', 'introspection', 'revocation'] as const)(
  'at the %s endpoint a client is accepted by its secret, and refused by another',
  async (endpoint) => {
    await using idp = await startTinyIdp();
    await using open = await openCaseAt(idp.url);
    const { oauth } = open.context;
    expect((await oauth.call(endpoint, open.client)).kind).toBe('accepted');
    expect((await oauth.call(endpoint, open.client, { secret: 'another' })).kind).toBe('refused');
  },
);

test('a pushed request is a code request with PKCE', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  await open.context.oauth.call('par', open.client, { clientId: 'svc-basic' });
  expect(Object.fromEntries(idp.arrivedAt('/par')[0]?.form ?? [])).toEqual({
    response_type: 'code',
    client_id: 'svc-basic',
    redirect_uri: redirectUri,
    scope: 'api',
    state: expect.any(String),
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
});

test('without a redirect URI nothing can be pushed', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url, { redirectUri: null });
  await expect(open.context.oauth.call('par', open.client)).rejects.toThrow(
    new Untestable('a pushed authorization request needs oauth.redirectUri in the target file'),
  );
});

test('introspection that says inactive of a live token has let the client in, and says nothing about it', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/introspect', { body: { active: false } });
  expect((await open.context.oauth.call('introspection', open.client)).kind).toBe('other');
});

test('introspection and revocation are about a live token, or one that the probe names', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  await open.context.oauth.call('introspection', open.client);
  expect(idp.tokens).toContain(idp.arrivedAt('/introspect')[0]?.form.get('token'));
  await open.context.oauth.call('introspection', open.client, { form: { token: 'another' } });
  expect(idp.arrivedAt('/introspect')[1]?.form.get('token')).toBe('another');
  expect(idp.arrivedAt('/token')).toHaveLength(1);
});

test('of a token that the case brings, a revocation does not say what became of it', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  const { oauth } = open.context;
  const token = String((await oauth.token(open.client)).json?.access_token);
  expect(await oauth.isLive(open.client, token)).toBe(true);
  expect((await oauth.call('revocation', open.client, { form: { token } })).kind).toBe('other');
  expect(idp.arrivedAt('/introspect')).toHaveLength(1);
  expect(await oauth.isLive(open.client, token)).toBe(false);
});

test('without a live token introspection is untestable', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/token', { status: 400, body: { error: 'invalid_scope' } });
  await expect(open.context.oauth.call('introspection', open.client)).rejects.toThrow(
    new Untestable('no live token to ask about: 400 for svc-basic by client_secret_basic'),
  );
});

test.for<[string, TestAnswer, boolean, string]>([
  ['200 and a dead token', { body: '' }, false, 'accepted'],
  ['401 and a dead token', { status: 401, body: '' }, false, 'accepted'],
  ['200 and a live token', { body: '' }, true, 'other'],
  ['400 and a live token', { status: 400, body: '' }, true, 'refused'],
  ['405 and a live token', { status: 405, body: '' }, true, 'other'],
])('a revocation answered %s is %s', async ([, answer, live, kind]) => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/revoke', answer);
  idp.answerNext('/introspect', { body: { active: true } });
  idp.answerNext('/introspect', { body: { active: live } });
  expect((await open.context.oauth.call('revocation', open.client)).kind).toBe(kind);
  expect(idp.arrivedAt('/introspect')[0]?.form.get('token')).toBe(
    idp.arrivedAt('/revoke')[0]?.form.get('token'),
  );
});

test('where introspection calls a fresh token dead, a revocation is not judged', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/introspect', { body: { active: false } });
  await expect(open.context.oauth.call('revocation', open.client)).rejects.toThrow(
    new Untestable('introspection calls a fresh token of svc-basic dead already'),
  );
  expect(idp.arrivedAt('/revoke')).toHaveLength(0);
});

test('where introspection takes other methods, a client of one of them asks whether a token was revoked', async () => {
  await using idp = await startTinyIdp();
  const introspection = { url: '/introspect', methods: ['client_secret_basic' as const], audience: null };
  const clients = [fixture({ id: 'svc-post', methods: ['client_secret_post'], secret: 'x' }), basicClient];
  await using open = await openCaseAt(idp.url, { endpoints: { introspection }, clients });
  idp.answerNext('/token', { body: { access_token: 'of svc-post' } });
  for (const active of [true, false]) idp.answerNext('/introspect', { body: { active } });
  idp.answerNext('/revoke', { body: '' });
  const client = await open.context.oauth.client({ method: 'client_secret_post' });
  expect((await open.context.oauth.call('revocation', client)).kind).toBe('accepted');
  expect(idp.arrivedAt('/revoke')[0]?.form.get('client_id')).toBe('svc-post');
  for (const asked of idp.arrivedAt('/introspect')) {
    expect(asked.header('authorization')).toMatch(/^Basic /);
    expect(asked.form.get('token')).toBe('of svc-post');
  }

  idp.answerNext('/token', { body: { access_token: 'of svc-post' } });
  idp.answerNext('/introspect', { body: { active: false } });
  await expect(open.context.oauth.call('revocation', client)).rejects.toThrow(
    new Untestable('introspection calls a fresh token of svc-post dead already when another client asks'),
  );
});

test('where introspection takes methods that no fixture has, a revocation is not judged', async () => {
  await using idp = await startTinyIdp();
  const introspection = { url: '/introspect', methods: ['private_key_jwt' as const], audience: null };
  await using open = await openCaseAt(idp.url, { endpoints: { introspection } });
  await expect(open.context.oauth.call('revocation', open.client)).rejects.toThrow(
    new Untestable(
      'what a token is worth is asked by introspection, which takes private_key_jwt only, and no fixture has that',
    ),
  );
});

test('where introspection does not tell, a revocation is not judged', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/introspect', { status: 429, body: '' });
  await expect(open.context.oauth.call('revocation', open.client)).rejects.toThrow(
    new Untestable(
      'introspection did not tell whether the token is live: 429 for svc-basic by client_secret_basic',
    ),
  );
});

test('where there is no introspection, a revocation is not judged', async () => {
  await using idp = await startTinyIdp();
  const endpoints = Object.fromEntries(
    ['token', 'revoke'].map((name) => [
      name === 'revoke' ? 'revocation' : name,
      { url: `/${name}`, methods: null, audience: null },
    ]),
  );
  idp.answerNext('/.well-known/oauth-authorization-server', { status: 404, body: '' });
  await using open = await openCaseAt(idp.url, { endpoints });
  const { oauth } = open.context;
  await expect(oauth.call('revocation', open.client)).rejects.toThrow(Untestable);
  await expect(oauth.call('introspection', open.client)).rejects.toThrow(
    new Untestable('the target has no introspection endpoint'),
  );
  expect(oauth.url('token')).toBe(`${idp.url}/token`);
});

/** A token endpoint that cuts every connection once a request has begun. */
async function startCutting() {
  const server = await startRawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const endpoints = { token: { url: `${server.url}/token`, methods: null, audience: null } };
  return { ...server, endpoints };
}

test('a cut connection is a refusal of what is oversized, and nothing otherwise', async () => {
  await using idp = await startTinyIdp();
  await using cutting = await startCutting();
  await using open = await openCaseAt(idp.url, { endpoints: cutting.endpoints });
  const { oauth } = open.context;
  const reply = await oauth.token(open.client, { oversized: true });
  expect([reply.kind, reply.status]).toEqual(['refused', 0]);
  expect(describeReply(reply)).toBe('connection cut (svc-basic by client_secret_basic, token endpoint)');
  await expect(oauth.token(open.client)).rejects.toThrow(NoAnswer);
});

test('a race counts what was accepted, refused, neither, and unknown', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  const { oauth, race } = open.context;
  idp.answerNext('/token', { status: 429, body: '' });
  const secrets = ['the secret of svc-basic', 'the secret of svc-basic', 'another'];
  const outcome = await race(4, (i) =>
    oauth.prepare('token', open.client, { secret: secrets[i] ?? 'another' }),
  );
  const { ok, refused, other, unknown } = outcome;
  expect([ok.length + refused.length, other.length, unknown]).toEqual([3, 1, 0]);
  expect(other[0]?.status).toBe(429);
  expect(open.recorder.races).toEqual([
    {
      requests: 4,
      releaseSkewMs: expect.any(Number),
      ok: ok.length,
      refused: refused.length,
      unknown: 0,
    },
  ]);
});

test('in a race a fault of the target is unknown, unless it puts off', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  const { oauth, race } = open.context;
  idp.answerNext('/token', { status: 500, body: '' }, { status: 503, body: '' });
  const outcome = await race(3, () => oauth.prepare('token', open.client));
  expect(outcome).toMatchObject({ ok: [{}], refused: [], other: [{ status: 503 }], unknown: 1 });
});

test('in a race a lost connection is unknown', async () => {
  await using idp = await startTinyIdp();
  await using cutting = await startCutting();
  await using open = await openCaseAt(idp.url, { endpoints: cutting.endpoints });
  const { oauth, race } = open.context;
  const outcome = await race(3, () => oauth.prepare('token', open.client));
  expect(outcome).toMatchObject({ ok: [], refused: [], other: [], unknown: 3 });
});

test('a race meets every instance', async () => {
  await using one = await startTinyIdp();
  await using two = await startTinyIdp();
  await using open = await openCase(targetAt([one.url, two.url]));
  const client = await open.context.oauth.client();
  await open.context.race(4, () => open.context.oauth.prepare('token', client));
  expect([one.arrivedAt('/token').length, two.arrivedAt('/token').length]).toEqual([2, 2]);
});

test('metadata are those of OpenID alone where RFC 8414 gives none', async () => {
  await using idp = await startTinyIdp();
  await using both = await openCaseAt(idp.url);
  expect(both.context.oauth.metadataAreOpenIdOnly).toBe(false);

  const metadata = { issuer: idp.url, token_endpoint: `${idp.url}/token` };
  idp.answerNext('/.well-known/oauth-authorization-server', { status: 404, body: '' });
  idp.answerNext('/.well-known/openid-configuration', { body: metadata });
  await using one = await openCaseAt(idp.url);
  expect(one.context.oauth.metadataAreOpenIdOnly).toBe(true);
});

test('an endpoint takes the methods that are declared for it, or any', async () => {
  await using idp = await startTinyIdp();
  const introspection = { url: '/introspect', methods: ['client_secret_basic' as const], audience: null };
  await using open = await openCaseAt(idp.url, { endpoints: { introspection } });
  const { oauth } = open.context;
  expect(oauth.takes('client_secret_basic', 'introspection')).toBe(true);
  expect(oauth.takes('client_secret_post', 'introspection')).toBe(false);
  expect(oauth.takes('client_secret_post', 'token')).toBe(true);
});

test('an answer is quoted by its error, its members, where it leads, or how it begins', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  const quoteOf = async (answer: TestAnswer) => {
    idp.answerNext('/token', answer);
    return describeReply(await open.context.oauth.token(open.client));
  };
  const who = '(svc-basic by client_secret_basic, token endpoint)';
  expect(await quoteOf({ status: 400, body: { error: 'x', error_description: 'y' } })).toBe(`400 x ${who}`);
  expect(await quoteOf({ status: 404, body: { a: 1, b: 2 } })).toBe(`404 JSON with a, b ${who}`);
  expect(await quoteOf({ status: 404, body: {} })).toBe(`404 JSON with no members ${who}`);
  expect(await quoteOf({ body: { active: true } })).toBe(`200 JSON with active ${who}`);
  expect(await quoteOf({ body: { active: false } })).toBe(`200 JSON with active false ${who}`);
  const headers = { location: 'https://as.example/login?next=x#y' };
  expect(await quoteOf({ status: 302, headers, body: 'x' })).toBe(`302 to https://as.example/login ${who}`);
  expect(await quoteOf({ status: 404, body: `<p>"${'x'.repeat(99)}` })).toBe(
    `404 "<p>\\"${'x'.repeat(56)}" ${who}`,
  );
});

test('a quoted answer holds no half of a secret', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  const secret = basicClient.secret ?? '';
  idp.answerNext('/token', { status: 404, body: `${'x'.repeat(50)}${secret}` });
  const quote = describeReply(await open.context.oauth.token(open.client));
  expect(quote).not.toContain(secret.slice(0, 5));
});

test('at an endpoint with an audience of its own the assertion names that', async () => {
  await using idp = await startTinyIdp();
  const clients = [fixture({ id: 'hs', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) })];
  const endpoints = { par: { url: '/par', methods: null, audience: ['own-endpoint' as const] } };
  await using open = await openCase(targetAt([idp.url], { oauth: { clients, endpoints, redirectUri } }));
  const client = await open.context.oauth.client({ method: 'client_secret_jwt' });
  expect(claimsOf(client.assertion()).aud).toBe(idp.url);
  expect(claimsOf(client.assertion({ endpoint: 'par' })).aud).toBe(`${idp.url}/par`);
});

test('whose a token is, is asked by a client whose method introspection takes', async () => {
  await using idp = await startTinyIdp();
  const post = fixture({ id: 'svc-post', methods: ['client_secret_post'], secret: 'its secret' });
  const introspection = { url: '/introspect', methods: ['client_secret_basic' as const], audience: null };
  await using open = await openCase(
    targetAt([idp.url], {
      oauth: {
        endpoints: { introspection },
        clients: [post, basicClient],
        tokenOwner: { by: 'introspection' },
      },
    }),
  );
  const { oauth } = open.context;
  const client = await oauth.client({ method: 'client_secret_post' });
  idp.answerNext('/token', { body: { access_token: 'a token', token_type: 'Bearer' } });
  idp.answerNext('/introspect', { body: { active: true, client_id: 'svc-post', scope: 'api' } });
  const owner = await oauth.tokenOwner(client, await oauth.token(client));
  expect(owner).toEqual({ clientId: 'svc-post', toldBy: 'client_id', scope: ['api'] });
  expect(idp.arrivedAt('/introspect')[0]?.header('authorization')).toMatch(/^Basic /);
});
