import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ControlFailed, NotApplicable, Untestable } from '../outcomes.ts';
import type { ClientFixture, OAuthDescription } from '../target/description.ts';
import { openCase } from '../testing/open-case.ts';
import { startTestServer } from '../testing/test-server.ts';
import { basicClient, fixture, type TargetChange, targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';

const redirectUri = 'http://127.0.0.1:1/cb';
const given = { body: { access_token: 'access-1', refresh_token: 'refresh-1' } };
const rotation = (declared: boolean | null) => ({
  profile: { ...targetAt(['http://127.0.0.1:1']).profile, refresh: { rotation: declared } },
});

/** A target whose operator mints codes, unless told otherwise. */
async function openGrants(oauth: Partial<OAuthDescription> = {}, more: TargetChange = {}) {
  const idp = await startTinyIdp();
  const operator = await startTestServer(() => ({ status: 201, body: { code: 'the code of the test' } }));
  const capabilities = { admin: { url: operator.url, token: 'control' } };
  const open = await openCase(
    targetAt([idp.url], { oauth: { redirectUri, ...oauth }, capabilities, ...more }),
  );
  return {
    idp,
    operator,
    ...open.context,
    client: open.context.oauth.fixture(basicClient, 'client_secret_basic'),
    async [Symbol.asyncDispose]() {
      for (const one of [open, idp, operator]) await one[Symbol.asyncDispose]();
    },
  };
}

test('a code is minted for a challenge, and redeemed by its verifier and nothing else', async () => {
  await using at = await openGrants();
  const { form } = await at.grants.code(at.client);
  const minted = JSON.parse(at.operator.arrived[0]?.body ?? '');
  expect(minted).toEqual({
    client_id: 'svc-basic',
    redirect_uri: redirectUri,
    scope: 'api',
    code_challenge: createHash('sha256').update(String(form.code_verifier)).digest('base64url'),
  });
  await at.oauth.token(at.client, { form });
  expect(Object.fromEntries(at.idp.arrivedAt('/token')[0]?.form ?? [])).toEqual({
    grant_type: 'authorization_code',
    code: 'the code of the test',
    redirect_uri: redirectUri,
    code_verifier: form.code_verifier,
  });
});

test('tokens come of a code, or of a password where the target file has one', async () => {
  await using byCode = await openGrants();
  byCode.idp.answerNext('/token', given);
  expect(await byCode.grants.tokens(byCode.client)).toEqual({ access: 'access-1', refresh: 'refresh-1' });

  await using byPassword = await openGrants({ refreshBy: { username: 'peer', password: 'the password' } });
  byPassword.idp.answerNext('/token', given);
  await byPassword.grants.tokens(byPassword.client);
  expect(byPassword.operator.arrived).toHaveLength(0);
  expect(Object.fromEntries(byPassword.idp.arrivedAt('/token')[0]?.form ?? [])).toEqual({
    grant_type: 'password',
    username: 'peer',
    password: 'the password',
    scope: 'api',
  });
});

test('where a refresh token is wanted, its scope is asked for too', async () => {
  await using byCode = await openGrants({ refreshScope: 'offline_access' });
  const scopes = () => byCode.operator.arrived.map(({ body }) => JSON.parse(body).scope);
  await byCode.grants.code(byCode.client);
  await byCode.grants.code(byCode.client, { refreshToken: true });
  byCode.idp.answerNext('/token', given);
  await byCode.grants.tokens(byCode.client);
  expect(scopes()).toEqual(['api', 'api offline_access', 'api offline_access']);

  const refreshBy = { username: 'peer', password: 'the password' };
  await using byPassword = await openGrants({ refreshBy, refreshScope: 'offline_access', grant: {} });
  byPassword.idp.answerNext('/token', given);
  await byPassword.grants.tokens(byPassword.client);
  expect(byPassword.idp.arrivedAt('/token')[0]?.form.get('scope')).toBe('offline_access');
});

test('who may come by a code may need more, and that is no password where codes are wanted', async () => {
  const basic = { methods: ['client_secret_basic'], secret: 'plain' } satisfies Partial<ClientFixture>;
  const may = (...grants: string[]) => fixture({ ...basic, id: grants.join(' '), grants });
  const clients = [
    may('authorization_code'),
    may('password', 'refresh_token'),
    may('authorization_code', 'refresh_token'),
  ];
  const refreshBy = { username: 'peer', password: 'the password' };
  await using at = await openGrants({ clients, refreshBy });
  const found = async (...asked: Parameters<typeof at.grants.client>) =>
    (await at.grants.client(...asked)).id;
  expect(await found('code')).toBe('authorization_code');
  expect(await found('refresh-token')).toBe('password refresh_token');
  expect(await found('code', { grants: ['refresh_token'] })).toBe('authorization_code refresh_token');
});

test('where no refresh token is given, or nothing at all, nothing can be said', async () => {
  await using at = await openGrants();
  at.idp.answerNext('/token', { body: { access_token: 'x' } });
  await expect(at.grants.tokens(at.client)).rejects.toThrow(
    new Untestable(
      'svc-basic was given no refresh token: 200 for authorization_code. Does that take a scope of its own, to be named under oauth.refreshScope?',
    ),
  );
  await using named = await openGrants({ refreshScope: 'offline_access' });
  await expect(named.grants.tokens(named.client)).rejects.toThrow(
    new Untestable('svc-basic was given no refresh token: 200 for authorization_code'),
  );
  at.idp.answerNext('/token', { status: 400, body: { error: 'invalid_grant' } });
  await expect(at.grants.tokens(at.client)).rejects.toThrow(ControlFailed);
});

test('an operator that mints no codes is told apart from one that fails', async () => {
  await using elsewhere = await startTestServer(({ path }) => ({ status: path === '/codes' ? 404 : 500 }));
  const admin = { url: elsewhere.url, token: 'control' };
  await using at = await openGrants({}, { capabilities: { admin } });
  await expect(at.grants.code(at.client)).rejects.toThrow(
    new Untestable('the admin capability offers no POST /codes: it answered 404'),
  );
  await expect(at.admin.disable(at.client)).rejects.toThrow(
    'the admin capability answered 500 to POST /clients/svc-basic/disable',
  );
});

test('a fresh grant of either kind is presented as such', async () => {
  await using at = await openGrants();
  expect((await at.grants.fresh('code', at.client)).form.grant_type).toBe('authorization_code');
  at.idp.answerNext('/token', given);
  const { form } = await at.grants.fresh('refresh-token', at.client);
  expect(form).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'refresh-1' });
});

test('a refresh token works, does not, or the answer does not tell', async () => {
  await using at = await openGrants();
  at.idp.answerNext('/token', given, { status: 400, body: { error: 'invalid_grant' } }, { status: 429 });
  expect(await at.grants.works(at.client, 'refresh-0')).toBe(true);
  expect(await at.grants.works(at.client, 'refresh-0')).toBe(false);
  await expect(at.grants.works(at.client, 'refresh-0')).rejects.toThrow(Untestable);
  expect(at.idp.arrivedAt('/token')[0]?.form.get('refresh_token')).toBe('refresh-0');
});

test('a refresh token that is not replaced stays', async () => {
  await using at = await openGrants();
  at.idp.answerNext('/token', { body: { access_token: 'access-2' } }, given);
  expect(await at.grants.refreshed(at.client, 'refresh-0')).toEqual({
    access: 'access-2',
    refresh: 'refresh-0',
  });
  expect(await at.grants.refreshed(at.client, 'refresh-0')).toEqual({
    access: 'access-1',
    refresh: 'refresh-1',
  });
});

test('rotation is demanded of those that declare it', async () => {
  const demand = async (declared: boolean | null) => {
    await using at = await openGrants({}, rotation(declared));
    at.grants.demandRotation();
  };
  await demand(true);
  await expect(demand(false)).rejects.toThrow(NotApplicable);
  await expect(demand(null)).rejects.toThrow(/profile\.refresh\.rotation/);
});

test('clients that may not use a grant are passed over', async () => {
  const of = (id: string, grants: string[] | null) =>
    fixture({ id, methods: ['client_secret_basic'], secret: 'x', grants });
  const clients = [of('a', ['client_credentials']), of('b', ['authorization_code']), of('c', null)];
  await using at = await openGrants({ clients });
  expect((await at.grants.client('code')).id).toBe('b');
  expect((await at.grants.client('refresh-token')).id).toBe('c');
  await using none = await openGrants({ clients: clients.slice(0, 1) });
  await expect(none.grants.client('refresh-token')).rejects.toThrow(
    /^needs a confidential client that may use authorization_code and refresh_token, and neither/,
  );
});

test('chains that may not use a grant are passed over', async () => {
  const chain = ['client_secret_basic', 'private_key_jwt'] as const;
  const of = (id: string, grants: string[] | null) => fixture({ id, methods: [], chain: [...chain], grants });
  const clients = [of('a', ['client_credentials']), of('b', ['authorization_code'])];
  await using at = await openGrants({ clients });
  expect((await at.grants.client('code', { chain })).id).toBe('b');
  await expect(at.grants.client('refresh-token', { chain })).rejects.toThrow(
    /^needs a client whose chain is/,
  );
});
