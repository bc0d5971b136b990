import { decodeJwt } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { asserting, basic, type Form, startTryOut } from './try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const { secrets, assertion, token } = server;
const secretOf = (id: string) => basic(id, secrets[id] ?? '');

async function failure(form: Form, headers?: Record<string, string>) {
  const answer = await token(form, headers);
  return { status: answer.status, ...((await answer.json()) as object) };
}
const refused = { status: 401, error: 'invalid_client', error_description: 'Client authentication failed.' };

/** The last audit event. */
const audited = async () => (await server.audited()).at(-1);

test('all parts of a chain together authenticate the client, and the token names them', async () => {
  const answer = await token(asserting(await assertion('chain')), secretOf('chain'));
  expect(answer.status).toBe(200);
  const { access_token } = (await answer.json()) as { access_token: string };
  expect(decodeJwt(access_token)).toMatchObject({
    client_id: 'chain',
    authproof_client_auth: ['client_secret_basic', 'private_key_jwt'],
  });
  const methods = ['client_secret_basic', 'private_key_jwt'];
  expect(await audited()).toMatchObject({ clientId: 'chain', methods, outcome: 'accepted' });
});

test('a chain may join an HMAC with a secret in the body', async () => {
  const form = { client_id: 'chain-hmac', client_secret: secrets['chain-hmac'] };
  expect((await token({ ...form, ...asserting(await assertion('chain-hmac')) })).status).toBe(200);
  expect(await failure(form)).toEqual(refused);
});

test('a part alone is not enough, and an assertion that came alone is not used up', async () => {
  expect(await failure({}, secretOf('chain'))).toEqual(refused);
  expect(await audited()).toMatchObject({ reason: 'chain_incomplete', methods: ['private_key_jwt'] });
  const form = asserting(await assertion('chain'));
  expect(await failure(form)).toEqual(refused);
  expect((await token(form, secretOf('chain'))).status).toBe(200);
});

test('one wrong part spoils the chain, is named in the audit only, and uses up nothing that comes later', async () => {
  const form = asserting(await assertion('chain'));
  expect(await failure(form, basic('chain', 'wrong'))).toEqual(refused);
  expect(await audited()).toMatchObject({ reason: 'secret_mismatch', methods: ['client_secret_basic'] });
  expect((await token(form, secretOf('chain'))).status).toBe(200);
  expect(await failure(form, secretOf('chain'))).toEqual(refused);
  expect(await audited()).toMatchObject({ reason: 'replayed', methods: ['private_key_jwt'] });
  const foreign = asserting(await assertion('chain', { claims: { aud: 'https://other.example' } }));
  expect(await failure(foreign, secretOf('chain'))).toEqual(refused);
  expect(await failure(asserting('abc'), secretOf('chain'))).toEqual(refused);
  expect(await audited()).toMatchObject({ reason: 'malformed_assertion', mechanism: 'assertion' });
});

test('the parts of a chain speak for one client', async () => {
  for (const other of ['es256', 'chain-hmac', 'nobody']) {
    expect(await failure(asserting(await assertion(other)), secretOf('chain'))).toEqual(refused);
    expect(await audited()).toMatchObject({ reason: 'several_clients_named' });
  }
});

test('one method twice is one method', async () => {
  const twice = { client_id: 'chain', client_secret: secrets.chain };
  expect(await failure(twice, secretOf('chain'))).toEqual(refused);
  const all = { ...twice, ...asserting(await assertion('chain')) };
  expect(await failure(all, secretOf('chain'))).toEqual(refused);
  expect(await failure({ ...twice, ...asserting(await assertion('chain')) })).toEqual(refused);
});

test('what a request says of methods and chains changes nothing', async () => {
  for (const member of ['token_endpoint_auth_method', 'authproof_auth_chain']) {
    expect(await failure({ [member]: 'client_secret_basic' }, secretOf('chain'))).toEqual(refused);
  }
});

test('without a chain of its own, two mechanisms are an invalid request whoever it is', async () => {
  for (const id of ['basic', 'nobody']) {
    const answer = await failure(asserting(await assertion('chain')), secretOf(id));
    expect(answer).toMatchObject({ status: 400, error: 'invalid_request' });
  }
});
