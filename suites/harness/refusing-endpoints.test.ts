import { expect, test } from 'vitest';
import { refusingEndpoints } from './refusing-endpoints.ts';
import { openSession } from './testing/open-case.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const oauth = { redirectUri: 'http://127.0.0.1:1/cb' };
const refusal = { status: 401, body: { error: 'invalid_client', error_description: 'not for me' } };

test('an endpoint that serves no client is told, with the answer', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url], { oauth }));
  expect(await refusingEndpoints(session)).toEqual([]);

  idp.answerNext('/par', refusal);
  expect(await refusingEndpoints(session)).toEqual([
    'svc-basic by client_secret_basic is served at the token endpoint, and at par answered 401 invalid_client: not for me: nothing can be judged by it there',
  ]);
});

test('a revocation that changes nothing is told as such', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url], { oauth }));
  idp.answerNext('/revoke', { body: '' });
  expect(await refusingEndpoints(session)).toEqual([
    'svc-basic by client_secret_basic is served at the token endpoint, and at revocation answered 200, and the token stayed alive: nothing can be judged by it there',
  ]);
});

test('of a client that the token endpoint refuses, nothing is said elsewhere', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url], { oauth }));
  idp.clients.clear();
  expect(await refusingEndpoints(session)).toEqual([]);
  expect(idp.arrivedAt('/par')).toEqual([]);
});
