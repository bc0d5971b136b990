import { createHash, randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { basic, type Form, startTryOut, type TryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const redirectUri = 'https://client.example/cb';
const headersOf = ({ secrets }: TryOut, id = 'basic') => basic(id, secrets[id] ?? '');
const stranger = () => headersOf(server, 'odd');

interface Tokens {
  access_token: string;
  refresh_token: string;
  scope: string;
}

/** A code for the client `basic`, and the form that redeems it. */
async function minted(at: TryOut = server, more: Record<string, unknown> = {}): Promise<Form> {
  const verifier = randomBytes(32).toString('base64url');
  const answer = await at.control('/codes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: 'basic',
      redirect_uri: redirectUri,
      scope: 'api',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      ...more,
    }),
  });
  const { code } = (await answer.json()) as { code: string };
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
}

async function tokens(form: Form, at: TryOut = server): Promise<Tokens> {
  const answer = await at.token(form, headersOf(at));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Tokens;
}
const refreshing = ({ refresh_token }: Tokens): Form => ({ grant_type: 'refresh_token', refresh_token });

async function expectRefused(form: Form, headers = headersOf(server), error = 'invalid_grant') {
  const answer = await server.token(form, headers);
  expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
    status: 400,
    error,
  });
}

async function live(token: string): Promise<boolean> {
  const answer = await server.post('introspect', { token }, headersOf(server));
  return ((await answer.json()) as { active: boolean }).active;
}

test('a code gives tokens that name who granted them', async () => {
  const given = await tokens(await minted(server, { subject: 'alice' }));
  expect(given).toMatchObject({ scope: 'api', refresh_token: expect.any(String) });
  const answer = await server.post('introspect', { token: given.access_token }, headersOf(server));
  expect(await answer.json()).toMatchObject({ sub: 'alice', client_id: 'basic', scope: 'api' });
});

test('a code that is used twice takes back what it gave', async () => {
  const form = await minted();
  const given = await tokens(form);
  const refreshed = await tokens(refreshing(given));
  await expectRefused(form);
  for (const { access_token } of [given, refreshed]) expect(await live(access_token)).toBe(false);
  await expectRefused(refreshing(refreshed));
});

test('of twenty redemptions at once, at most one is answered with a token', async () => {
  const form = await minted();
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.token(form, headersOf(server))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

const wrong: [string, Form][] = [
  ['another verifier', { code_verifier: 'x'.repeat(43) }],
  ['no verifier', { code_verifier: undefined }],
  ['another redirect_uri', { redirect_uri: 'https://client.example/' }],
  ['no redirect_uri', { redirect_uri: undefined }],
  ['a made-up code', { code: 'x' }],
];
test.for(wrong)('a redemption with %s is refused, and the code stays good', async ([, change]) => {
  const form = await minted();
  await expectRefused({ ...form, ...change });
  await tokens(form);
});

test('codes and refresh tokens of one client are nothing to another, and stay good', async () => {
  const form = await minted();
  await expectRefused(form, stranger());
  const given = await tokens(form);
  await expectRefused(refreshing(given), stranger());
  await tokens(refreshing(given));
});

test('a refresh token is good once, and its second use ends the grant', async () => {
  const given = await tokens(await minted());
  const rotated = await tokens(refreshing(given));
  expect(rotated.refresh_token).not.toBe(given.refresh_token);
  await expectRefused(refreshing(given));
  await expectRefused(refreshing(rotated));
  for (const { access_token } of [given, rotated]) expect(await live(access_token)).toBe(false);
});

test('a refresh gives as much as was granted, or less, and never more', async () => {
  const given = await tokens(await minted(server, { scope: 'api read' }));
  const narrower = await tokens({ ...refreshing(given), scope: 'read' });
  expect(narrower.scope).toBe('read');
  await expectRefused({ ...refreshing(narrower), scope: 'write' }, headersOf(server), 'invalid_scope');
  expect((await tokens(refreshing(narrower))).scope).toBe('api read');
});

test('a revoked refresh token takes its access tokens with it', async () => {
  const given = await tokens(await minted());
  expect(await live(given.refresh_token)).toBe(true);
  await server.post('revoke', { token: given.refresh_token }, headersOf(server));
  expect([await live(given.refresh_token), await live(given.access_token)]).toEqual([false, false]);
  await expectRefused(refreshing(given));
});

test('a code lives for a minute, a grant for thirty days', async () => {
  await using own = await startTryOut();
  const [early, late] = [await minted(own), await minted(own)];
  await own.advance(58);
  const given = await tokens(early, own);
  await own.advance(2);
  expect((await own.token(late, headersOf(own))).status).toBe(400);
  await own.advance(30 * 86_400 - 120);
  const rotated = await tokens(refreshing(given), own);
  await own.advance(120);
  expect((await own.token(refreshing(rotated), headersOf(own))).status).toBe(400);
});

test('client_credentials give no refresh token, and a code wants to be named', async () => {
  expect(await tokens({ grant_type: 'client_credentials' })).not.toHaveProperty('refresh_token');
  await expectRefused({ grant_type: 'authorization_code' }, headersOf(server), 'invalid_request');
  await expectRefused({ grant_type: 'refresh_token' }, headersOf(server), 'invalid_request');
  await expectRefused({ grant_type: 'constructor' }, headersOf(server), 'unsupported_grant_type');
});

test('a pushed request becomes a code once', async () => {
  const verifier = 'v'.repeat(43);
  const pushed = await server.post(
    'par',
    {
      client_id: 'basic',
      response_type: 'code',
      redirect_uri: redirectUri,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    },
    headersOf(server),
  );
  const { request_uri } = (await pushed.json()) as { request_uri: string };
  const mint = () =>
    server.control('/codes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: 'basic', request_uri }),
    });
  const { code } = (await (await mint()).json()) as { code: string };
  await tokens({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  expect((await mint()).status).toBe(400);
});

test('no code is minted beyond what a client is registered for', async () => {
  for (const change of [
    { redirect_uri: 'https://evil.example' },
    { scope: 'write' },
    { client_id: 'nobody' },
  ]) {
    expect((await minted(server, change)).code).toBeUndefined();
  }
});

test('codes and refresh tokens are kept as digests', async () => {
  const secrets: string[] = [];
  await using own = await startTryOut({
    repositories: (_real, database) => {
      dump = async () => {
        const tables = ['authorization_codes', 'refresh_tokens', 'grants', 'access_tokens'] as const;
        const rows = await Promise.all(
          tables.map((table) => database.selectFrom(table).selectAll().execute()),
        );
        return JSON.stringify(rows);
      };
      return {};
    },
  });
  const form = await minted(own);
  const given = await tokens(form, own);
  secrets.push(String(form.code), given.refresh_token, given.access_token);
  const dumped = await dump();
  expect(dumped).toContain('basic');
  for (const secret of secrets) expect(dumped).not.toContain(secret);
});
let dump: () => Promise<string>;
