import { expect, test } from 'vitest';
import { openCase } from '../harness/testing/open-case.ts';
import { closedPort, startTestServer } from '../harness/testing/test-server.ts';
import { fixture, targetAt } from '../harness/testing/test-target.ts';
import { startTinyIdp } from '../harness/testing/tiny-idp.ts';
import removedKey from './removed-published-key-is-refused.case.ts';

const kidsAt = async (url: string): Promise<string[]> => {
  const { keys } = (await (await fetch(url)).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

test('where a key replaced under its kid is still accepted, later cases get a kid that is new to the target', async () => {
  await using idp = await startTinyIdp();
  const accepted = { body: { access_token: 'a token', token_type: 'Bearer' } };
  idp.answerNext('/token', ...Array.from({ length: 20 }, () => accepted));
  let offset = 0;
  await using clock = await startTestServer(({ body }) => {
    offset += JSON.parse(body).advanceSeconds * 1000;
    return { body: { now: Date.now() + offset } };
  });
  const serve = `http://127.0.0.1:${await closedPort()}/keys`;
  const client = fixture({ id: 'svc-jwks', methods: ['private_key_jwt'], alg: 'ES256', jwksUri: { serve } });
  const target = targetAt([idp.url], {
    oauth: { clients: [client] },
    capabilities: { clock: { kind: 'http', urls: [clock.url], token: 'a token' } },
  });
  target.profile.jwks = { cacheSeconds: 8, refetchSeconds: 1 };
  await using open = await openCase(target);
  const before = await kidsAt(serve);
  const variant = removedKey.variants.find(({ key }) => key === 'replaced-under-its-kid');
  await expect(variant?.run(open.context)).rejects.toThrow('accepted, must be refused');
  expect(await kidsAt(serve)).not.toEqual(before);
});
