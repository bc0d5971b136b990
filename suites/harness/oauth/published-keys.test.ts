import { expect, test } from 'vitest';
import { makeFolder } from '../target/test-folder.ts';
import { openCase, openCaseAt } from '../testing/open-case.ts';
import { closedPort } from '../testing/test-server.ts';
import { basicClient, fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { tokenByNewKey } from './published-keys.ts';

async function openRotating() {
  const idp = await startTinyIdp();
  const serve = `http://127.0.0.1:${await closedPort()}/keys/rotating`;
  const client = fixture({
    id: 'rotating',
    methods: ['private_key_jwt'],
    alg: 'ES256',
    jwksUri: { serve },
  });
  const open = await openCase(targetAt([idp.url], { oauth: { clients: [client] } }));
  return {
    oauth: open.context.oauth,
    kidsAt: async () => {
      const { keys } = (await (await fetch(serve)).json()) as { keys: { kid: string; d?: string }[] };
      expect(keys.every(({ d }) => d === undefined)).toBe(true);
      return keys.map(({ kid }) => kid);
    },
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
    },
  };
}

test('a client publishes the public halves of the keys it is told to, in their order', async () => {
  await using rotating = await openRotating();
  const { oauth, kidsAt } = rotating;
  const old = await oauth.client({ keys: 'published' });
  const fresh = await oauth.withNewKey(old, 'ES256');
  expect(await kidsAt()).toEqual([old.kid]);
  old.published.publish(fresh.jwk, old.jwk);
  expect(await kidsAt()).toEqual([fresh.kid, old.kid]);
  fresh.published.publish(fresh.jwk);
  expect(await kidsAt()).toEqual([fresh.kid]);
  expect(old.published.fetches).toBe(3);
});

test('later cases sign with the key that was published first', async () => {
  await using rotating = await openRotating();
  const { oauth } = rotating;
  const old = await oauth.client({ keys: 'published' });
  const fresh = await oauth.withNewKey(old, 'ES256');
  old.published.publish(fresh.jwk, old.jwk);
  expect((await oauth.client({ keys: 'published' })).kid).toBe(fresh.kid);
  expect(old.jwk.kid).toBe(old.kid);
});

test('a client without a jwks_uri publishes nothing', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  expect(() => open.client.published).toThrow('client svc-basic publishes no keys');
  expect(() => open.client.jwk).toThrow('client svc-basic has no key');
});

test('a new key that is refused at first is tried again when the target must have looked', async () => {
  await using idp = await startTinyIdp();
  await using folder = await makeFolder({});
  const clock = { kind: 'faketime' as const, file: folder.path('clock') };
  await using open = await openCase(
    targetAt([idp.url], { oauth: { clients: [basicClient] }, capabilities: { clock } }),
  );
  const { context } = open;
  const client = await context.oauth.client();
  const before = context.clock.seconds();
  expect((await tokenByNewKey(context, client)).kind).toBe('accepted');
  expect(context.clock.seconds() - before).toBeLessThan(60);

  const refusal = { status: 401, body: { error: 'invalid_client' } };
  idp.answerNext('/token', refusal, null);
  expect((await tokenByNewKey(context, client)).kind).toBe('accepted');
  expect(context.clock.seconds() - before).toBeGreaterThanOrEqual(63);
  idp.answerNext('/token', refusal, refusal);
  expect(await tokenByNewKey(context, client)).toMatchObject({
    kind: 'refused',
    who: 'svc-basic by client_secret_basic, past the 60 s of profile.jwks.refetchSeconds',
  });
});
