import { expect, test } from 'vitest';
import { openCaseAt } from '../testing/open-case.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { LiveTokens } from './live-tokens.ts';

test('a token is asked about again for half of its life', () => {
  let now = 1_000;
  const tokens = new LiveTokens(() => now);
  tokens.issued('one', 60);
  expect(tokens.find('client')).toBeNull();
  tokens.shown('client', 'one');
  expect([tokens.find('client'), tokens.find('another')]).toEqual(['one', null]);
  now += 29;
  expect(tokens.find('client')).toBe('one');
  now += 1;
  expect(tokens.find('client')).toBeNull();
});

test('one whose life nobody told is not used again', () => {
  const tokens = new LiveTokens(() => 1_000);
  tokens.issued('one', undefined);
  tokens.shown('client', 'one');
  expect(tokens.find('client')).toBeNull();
});

test('one that was taken is gone', () => {
  const tokens = new LiveTokens(() => 1_000);
  tokens.issued('one', 60);
  tokens.shown('client', 'one');
  expect(tokens.take('client')).toBe('one');
  expect(tokens.take('client')).toBeNull();
});

/** A case at a server whose tokens live an hour. */
async function openLongLived() {
  const idp = await startTinyIdp({ expiresIn: 3_600 });
  const open = await openCaseAt(idp.url);
  const asked = (path: string) => idp.arrivedAt(path).map(({ form }) => form.get('token'));
  return {
    ...{ idp, asked, client: open.client, oauth: open.context.oauth },
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
    },
  };
}

test('introspection is asked about one token again and again', async () => {
  await using open = await openLongLived();
  const { oauth, client } = open;
  await oauth.call('introspection', client);
  expect((await oauth.call('introspection', client, { secret: 'wrong' })).kind).toBe('refused');
  expect((await oauth.call('introspection', client)).kind).toBe('accepted');
  expect(new Set(open.asked('/introspect')).size).toBe(1);
  expect(open.idp.arrivedAt('/token')).toHaveLength(1);
});

test('a token that outlived a refused revocation is offered again, and a revoked one is not', async () => {
  await using open = await openLongLived();
  const { oauth, client } = open;
  expect((await oauth.call('revocation', client)).kind).toBe('accepted');
  expect((await oauth.call('revocation', client, { secret: 'wrong' })).kind).toBe('refused');
  expect((await oauth.call('revocation', client)).kind).toBe('accepted');
  const [first, second, third] = open.asked('/revoke');
  expect(second).not.toBe(first);
  expect(third).toBe(second);
});

test('calls made ready together are about tokens of their own', async () => {
  await using open = await openLongLived();
  const { oauth, client } = open;
  await oauth.call('revocation', client, { secret: 'wrong' });
  const ready = await Promise.all([oauth.prepare('revocation', client), oauth.prepare('revocation', client)]);
  const tokens = ready.map(({ request }) => new URLSearchParams(String(request.body)).get('token'));
  expect(new Set(tokens).size).toBe(2);
});
