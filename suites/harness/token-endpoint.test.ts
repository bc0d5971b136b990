import { expect, test } from 'vitest';
import { EnvironmentProblem } from './oauth/discovery.ts';
import { selfTest } from './self-test.ts';
import type { OAuthDescription } from './target/description.ts';
import { openSession } from './testing/open-case.ts';
import { startRawServer, startTestServer, type TestAnswer } from './testing/test-server.ts';
import { basicClient, fixture, targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';
import { tryTokenEndpoint } from './token-endpoint.ts';

const named = { endpoints: { token: { url: '/token', methods: null, audience: null } } };
const html = { 'Content-Type': 'text/html; charset=utf-8' };
const page = '<!doctype html><title>Sign in</title>';

/** What a target tells whose every answer is this one. */
async function tried(answer: TestAnswer, oauth: Partial<OAuthDescription> = {}) {
  await using server = await startTestServer(() => answer);
  await using session = await openSession(targetAt([server.url], { oauth: { ...named, ...oauth } }));
  const { passed, detail } = await tryTokenEndpoint(session);
  return { passed, detail: detail.replaceAll(server.url, '') };
}

test.for<[answer: TestAnswer, told: string]>([
  [{ body: { access_token: 'x' } }, '200 application/json'],
  [{ status: 401, body: { error: 'invalid_client' } }, '401 invalid_client'],
  [{ status: 400, body: { error: 'invalid_scope' } }, '400 invalid_scope'],
  [{ status: 401, body: '' }, '401 without a type'],
  [{ status: 401, body: 'no', headers: { 'Content-Type': 'text/plain' } }, '401 text/plain'],
  [{ status: 403, body: page, headers: html }, '403 text/html; charset=utf-8'],
  [{ status: 500, body: '' }, '500 without a type'],
  [{ status: 503, body: { error: 'temporarily_unavailable' } }, '503 temporarily_unavailable'],
  [{ body: 'access_token=x', headers: { 'Content-Type': 'text/plain' } }, '200 text/plain'],
])('%j is the answer of a token endpoint, whatever it is worth', async ([answer, told]) => {
  expect(await tried(answer)).toEqual({
    passed: true,
    detail: `POST /token as svc-basic by client_secret_basic → ${told}`,
  });
});

test.for<[answer: TestAnswer, told: string]>([
  [{ body: page, headers: html }, '200 text/html; charset=utf-8'],
  [{ body: page }, '200 without a type'],
  [{ status: 502, body: page, headers: html }, '502 text/html; charset=utf-8'],
  [
    { status: 302, body: '', headers: { Location: '/login?secret' } },
    '302 to /login, which oauth.refused does not declare',
  ],
  [{ status: 404, body: { error: 'not_found' } }, '404 not_found'],
  [{ status: 405, body: '' }, '405 without a type'],
])('%j is the answer of something else', async ([answer, told]) => {
  expect(await tried(answer)).toEqual({
    passed: false,
    detail: `nothing answers as one. Tried:
  POST /token as svc-basic by client_secret_basic → ${told}
  POST /token as nobody → ${told}`,
  });
});

test('a redirect that the target file declares is a refusal', async () => {
  const refused = [{ status: [302], location: '/login', body: null }];
  const answer = { status: 302, body: '', headers: { Location: '/login' } };
  expect(await tried(answer, { refused })).toMatchObject({ passed: true });
});

test('a client or a method that alone is not answered stops no run', async () => {
  await using idp = await startTinyIdp();
  const clients = [
    basicClient,
    fixture({ id: 'by-post', methods: ['client_secret_post'], secret: 'a secret' }),
  ];
  await using session = await openSession(targetAt([idp.url], { oauth: { clients } }));
  idp.answerNext('/token', { status: 404, body: '' });
  expect(await tryTokenEndpoint(session)).toMatchObject({
    passed: true,
    detail: expect.stringContaining('as by-post by client_secret_post → 401 invalid_client'),
  });
});

test.for<[where: string, oauth: Partial<OAuthDescription>, who: string]>([
  ['registers', { clients: [], registration: { initialAccessToken: null } }, 'registered-1'],
  ['is public', { clients: [fixture({ id: 'public', methods: ['none'] })] }, 'nobody'],
  ['is not there', { clients: [] }, 'nobody'],
])('a target whose client %s is tried too', async ([, oauth, who]) => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url], { oauth }));
  const { passed, detail } = await tryTokenEndpoint(session);
  expect({ passed, detail }).toEqual({ passed: true, detail: expect.stringContaining(` as ${who}`) });
});

test('what a registration is answered by is among what was tried', async () => {
  const oauth: Partial<OAuthDescription> = {
    endpoints: { ...named.endpoints, registration: { url: '/register', methods: null, audience: null } },
    clients: [],
    registration: { initialAccessToken: null },
  };
  expect(await tried({ body: page, headers: html }, oauth)).toEqual({
    passed: false,
    detail: `nothing answers as one. Tried:
  needs a confidential client; its registration was answered 200
  POST /token as nobody → 200 text/html; charset=utf-8`,
  });
});

/** Takes every request to its token endpoint, and answers none. */
async function startHanging({ metadata }: { metadata: boolean }) {
  const server = await startRawServer((socket) =>
    socket.once('data', (data) => {
      if (data.toString().startsWith('POST')) return;
      const body = JSON.stringify({ issuer: server.url, token_endpoint: `${server.url}/token` });
      const length = `Content-Length: ${body.length}`;
      socket.end(`HTTP/1.1 ${metadata ? '200 OK' : '404 Not Found'}\r\n${length}\r\n\r\n${body}`);
    }),
  );
  return server;
}

test.for([true, false])(
  'where metadata is there: %s, a token endpoint that hangs stops a run',
  async (metadata) => {
    await using server = await startHanging({ metadata });
    const oauth = metadata ? {} : named;
    await using session = await openSession(targetAt([server.url], { oauth }), { limits: { answerMs: 150 } });
    const problem = `self-test of token endpoint failed: nothing answers as one. Tried:
  POST ${server.url}/token: no answer within 150 ms
  POST ${server.url}/token: no answer within 150 ms`;
    await expect(selfTest(session, new Set())).rejects.toThrow(new EnvironmentProblem(problem));
  },
);

test('a run that is cancelled meanwhile was cancelled, and found nothing', async () => {
  await using server = await startHanging({ metadata: true });
  const stop = new AbortController();
  await using session = await openSession(targetAt([server.url]), { signal: stop.signal });
  const testing = selfTest(session, new Set());
  const reason = new Error('enough');
  stop.abort(reason);
  await expect(testing).rejects.toSatisfy((error) => error === reason || error.cause === reason);
});
