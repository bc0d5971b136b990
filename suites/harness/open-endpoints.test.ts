import { expect, test } from 'vitest';
import { openEndpoints } from './open-endpoints.ts';
import { openSession } from './testing/open-case.ts';
import { fixture, targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const oauth = { redirectUri: 'http://127.0.0.1:1/cb' };

test('an endpoint that answers without a credential is open', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url], { oauth }));
  expect(await openEndpoints(session)).toEqual([]);
  const [asked] = idp.arrivedAt('/introspect');
  expect(asked?.header('authorization')).toBeUndefined();
  expect([...(asked?.form.keys() ?? [])]).toEqual(['token']);

  idp.answerNext('/introspect', { body: { active: true } });
  expect(await openEndpoints(session)).toEqual(['introspection']);
});

test('where no client can ask, nothing is said of any', async () => {
  await using idp = await startTinyIdp();
  const clients = [fixture({ id: 'public', methods: ['none'] })];
  await using session = await openSession(targetAt([idp.url], { oauth: { ...oauth, clients } }));
  expect(await openEndpoints(session)).toEqual([]);
});
