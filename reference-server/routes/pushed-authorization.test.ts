import { afterAll, expect, test } from 'vitest';
import { asserting, basic, type Form, startTryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const header = basic('basic', server.secrets.basic ?? '');
const right: Form = {
  client_id: 'basic',
  response_type: 'code',
  redirect_uri: 'https://client.example/cb',
  scope: 'api',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', // RFC 7636 Appendix B
  code_challenge_method: 'S256',
};

async function push(form: Form, headers?: Record<string, string>) {
  const answer = await server.post('par', form, headers);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('a right request gets a request_uri that nobody guesses, for a minute', async () => {
  const [one, other] = [await push(right, header), await push(right, header)];
  expect(one).toMatchObject({ status: 201, body: { expires_in: 60 } });
  expect(one.body.request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/);
  expect(one.body.request_uri).not.toBe(other.body.request_uri);
});

test('an assertion authenticates here, with the issuer as audience', async () => {
  const form = { ...right, client_id: 'es256', ...asserting(await server.assertion('es256')) };
  expect((await push(form)).status).toBe(201);
  expect((await push(form)).status).toBe(401);
});

const wrong: [string, Form, string][] = [
  ['no client_id', { client_id: undefined }, 'invalid_request'],
  ['no response_type', { response_type: undefined }, 'invalid_request'],
  ['another response_type', { response_type: 'token' }, 'unsupported_response_type'],
  ['no redirect_uri', { redirect_uri: undefined }, 'invalid_request'],
  ['a redirect_uri that starts right', { redirect_uri: `${right.redirect_uri}/x` }, 'invalid_request'],
  ['a redirect_uri in other case', { redirect_uri: 'https://CLIENT.example/cb' }, 'invalid_request'],
  ['no code_challenge', { code_challenge: undefined }, 'invalid_request'],
  ['the challenge method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['no challenge method', { code_challenge_method: undefined }, 'invalid_request'],
  ['a short challenge', { code_challenge: 'x' }, 'invalid_request'],
  ['a scope beyond the registration', { scope: 'api write' }, 'invalid_scope'],
  ['a request_uri', { request_uri: 'https://client.example/request' }, 'invalid_request'],
  ['a request object', { request: 'a.b.c' }, 'request_not_supported'],
];

test.for(wrong)('%s is refused', async ([, change, error]) => {
  expect(await push({ ...right, ...change }, header)).toMatchObject({ status: 400, body: { error } });
});

test('nobody pushes for a client without being it', async () => {
  const unauthenticated = { status: 401, body: { error: 'invalid_client' } };
  expect(await push(right)).toMatchObject(unauthenticated);
  expect(await push(right, basic('basic', 'wrong'))).toMatchObject(unauthenticated);
  expect(await push({ ...right, client_id: 'post' }, header)).toMatchObject(unauthenticated);
});
