import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { askAs } from '../ask-as.ts';
import { fixtures as common, unpinnedFixtures } from '../make-clients.ts';
import { mintingAt } from '../minting.ts';
import { type TriedTarget, tryTarget } from '../try-target.ts';
import { start } from './start.ts';

const fixtures = [...common, ...unpinnedFixtures];

let tried: TriedTarget;
beforeAll(async () => {
  tried = await tryTarget(join(import.meta.dirname, 'target.yaml'));
});
afterAll(() => tried[Symbol.asyncDispose]());

const grant = { grant_type: 'client_credentials', scope: 'api' };
const tokenOf = async (clientId: string) =>
  String((await tried.ask(clientId, 'token', grant)).body.access_token);

test('the target file lists every fixture', () => {
  expect(tried.target.oauth?.clients.map(({ id }) => id)).toEqual(fixtures.map(({ id }) => id));
});

test.each(fixtures)('$id gets a token by $method, and introspection tells whose it is', async ({ id }) => {
  const { status, body } = await tried.ask(id, 'token', grant);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { access_token: expect.any(String), scope: 'api' },
  });
  const introspected = await tried.ask(id, 'introspection', { token: String(body.access_token) });
  expect(introspected.body).toMatchObject({ active: true, client_id: id });
});

const gettingCodes = fixtures.filter(({ register }) => !register?.grant_types);

test.each(gettingCodes)('$id pushes an authorization request by $method', async ({ id }) => {
  const pushed = await tried.ask(id, 'pushed_authorization_request', {
    // RFC 9126 §2.1: a member of the authorization request, also beside an Authorization header.
    client_id: id,
    response_type: 'code',
    redirect_uri: tried.target.oauth?.redirectUri ?? '',
    scope: 'api',
    // Wanted of public clients.
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  expect(pushed).toMatchObject({ status: 201, body: { request_uri: expect.any(String) } });
});

test('a revoked token is dead', async () => {
  const token = await tokenOf('svc-basic');
  expect(await tried.ask('svc-basic', 'revocation', { token })).toMatchObject({ status: 200 });
  expect((await tried.ask('svc-basic', 'introspection', { token })).body).toEqual({ active: false });
});

test('a client that registers with a key set at a loopback address is served, until it deletes itself', async () => {
  await using keys = await serveKeySet();
  const initialAccessToken = tried.target.oauth?.registration?.initialAccessToken;
  const registration = await fetch(String(tried.metadata.registration_endpoint), {
    method: 'POST',
    headers: { authorization: `Bearer ${initialAccessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks_uri: keys.url,
      grant_types: ['client_credentials'],
      response_types: [],
      scope: 'api',
    }),
  });
  expect(registration.status).toBe(201);
  const registered = (await registration.json()) as Record<string, string>;
  const client = { ...tried.client('svc-es256'), id: registered.client_id ?? '', key: keys.privateKey };
  const ask = () => askAs(client, tried.issuer, String(tried.metadata.token_endpoint), grant);
  expect(await ask()).toMatchObject({ status: 200 });
  expect(keys.fetched()).toBe(1);

  const removal = await fetch(registered.registration_client_uri ?? '', {
    method: 'DELETE',
    headers: { authorization: `Bearer ${registered.registration_access_token}` },
  });
  expect(removal.status).toBe(204);
  expect(await ask()).toMatchObject({ status: 401 });
});

test('a minted code is worth tokens once, and is nothing to whoever lacks the control token', async () => {
  const { wanted, mint, redeeming } = mintingAt(tried);
  expect(await mint(wanted, 'another')).toMatchObject({ status: 401 });
  expect(await mint({ ...wanted, client_id: 'nobody' })).toMatchObject({ status: 400 });
  expect(await mint({ client_id: 'svc-basic' })).toMatchObject({ status: 400 });

  const { code } = (await (await mint(wanted)).json()) as { code: string };
  const redemption = redeeming(code);
  const { body } = await tried.ask('svc-basic', 'token', redemption);
  expect(body).toMatchObject({ scope: 'api', refresh_token: expect.any(String) });
  const introspected = await tried.ask('svc-basic', 'introspection', { token: String(body.access_token) });
  expect(introspected.body).toMatchObject({ active: true, client_id: 'svc-basic', sub: 'somebody' });
  expect(await tried.ask('svc-basic', 'token', redemption)).toMatchObject({ status: 400 });
});

test('registration wants its initial access token', async () => {
  const answer = await fetch(String(tried.metadata.registration_endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.status).toBe(401);
});

test('secrets and keys are readable by their owner only', async () => {
  for (const folder of ['secrets', 'keys']) {
    for (const name of await readdir(join(tried.runDir, folder))) {
      const { mode } = await stat(join(tried.runDir, folder, name));
      expect({ name, mode: mode & 0o777 }).toEqual({ name, mode: 0o600 });
    }
  }
});

test('the log tells why a client was refused, and what failed when a start does', async () => {
  await tried.ask('svc-basic', 'token', { ...grant, client_id: 'svc-basic-2' });
  expect(await readFile(join(tried.runDir, 'server.log'), 'utf8')).toContain('client_id mismatch');

  const ports = [tried.issuer, tried.issuer].map((url) => Number(new URL(url).port));
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-target-'));
  onTestFinished(() => rm(runDir, { recursive: true }));
  const { signal } = new AbortController();
  const starting = start({ ports, instances: 1, runDir, profile: 'oidc', clockFile: '', signal });
  await expect(starting).rejects.toThrow(/Its log .* ends with:[\s\S]*EADDRINUSE/);
});

test('time passes at the target as the control says', async () => {
  const token = await tokenOf('svc-basic');
  const { clock } = tried.target.capabilities;
  if (clock.kind !== 'http') throw new Error('the target file declares no clock');
  const move = (authorization: string, body: unknown) =>
    fetch(clock.urls[0] ?? '', { method: 'POST', headers: { authorization }, body: JSON.stringify(body) });
  const authorization = `Bearer ${clock.token}`;
  expect(await move('Bearer another', { advanceSeconds: 3600 })).toMatchObject({ status: 401 });
  expect(await move(authorization, { advanceSeconds: -3600 })).toMatchObject({ status: 400 });
  expect((await tried.ask('svc-basic', 'introspection', { token })).body).toMatchObject({ active: true });

  const before = Date.now();
  const moved = await move(authorization, { advanceSeconds: 3600 });
  const { now } = (await moved.json()) as { now: number };
  expect(now).toBeGreaterThanOrEqual(before + 3_600_000);
  const dated = (await fetch(tried.issuer)).headers.get('date') ?? '';
  expect(Date.parse(dated)).toBeGreaterThan(before + 3_590_000);
  expect((await tried.ask('svc-basic', 'introspection', { token })).body).toEqual({ active: false });
});

/** What a client does that publishes its key at a URL of its own. */
async function serveKeySet() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const named = { kid: 'published', use: 'sig', alg: 'ES256' };
  const body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...named }] });
  let fetched = 0;
  const server = createServer((_request, response) => {
    fetched += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/keys`,
    privateKey: { ...(await exportJWK(privateKey)), ...named },
    fetched: () => fetched,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
