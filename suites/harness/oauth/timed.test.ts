import { expect, test } from 'vitest';
import { NoAnswer } from '../http/send.ts';
import { openCaseAt } from '../testing/open-case.ts';
import { closedPort } from '../testing/test-server.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { nobodyLike } from './client.ts';

test('a timed call is sent and judged like any other, and is not put on record', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  const { oauth } = open.context;
  const right = await oauth.timed('token', open.client, {});
  const wrong = await oauth.timed('token', open.client, { secret: 'another' });
  expect([right.reply.kind, wrong.reply.kind]).toEqual(['accepted', 'refused']);
  expect(right.ms).toBeGreaterThan(0);
  await oauth.token(open.client);
  const [timed, , usual] = idp.arrivedAt('/token');
  expect(timed).toMatchObject({ body: usual?.body, headers: usual?.headers });
  expect(open.recorder.exchanges).toHaveLength(1);
});

test('a timed call without an answer is none', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url, {
    endpoints: {
      token: { url: `http://127.0.0.1:${await closedPort()}/token`, methods: null, audience: null },
    },
  });
  await expect(open.context.oauth.timed('token', open.client, {})).rejects.toThrow(NoAnswer);
});

test('what a case notes is in the report', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  open.context.note('measured something');
  expect(open.recorder.notes).toEqual(['measured something']);
});

test('nobody is named as clients are, differently', () => {
  expect(nobodyLike('svc-basic')).not.toBe('svc-basic');
  expect(nobodyLike('svc-basic')).toMatch(/^s[a-z]{2}-[a-z]{5}$/);
  const uuid = '3f2c9a1e-0b7d-4c55-8a6e-d9f01b2c3d4e';
  expect(nobodyLike(uuid)).toMatch(/^3f2c9a1e-0b7d-4c55-8a6e-d9f0[0-9a-f]{8}$/);
  expect(nobodyLike(uuid)).not.toBe(uuid);
});
