import { expect, test } from 'vitest';
import { openCase } from '../testing/open-case.ts';
import { fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { newJwk } from './jwk.ts';
import type { ProfileTraits } from './profile-traits.ts';

const key = await newJwk('ES256');
const methods = ['client_secret_basic' as const];
const clients = [
  fixture({ id: 'plain', methods, secret: 'of plain' }),
  fixture({ id: 'wide', methods, secret: 'of wide', scopes: ['api', 'reports'] }),
  fixture({ id: 'narrow', methods, secret: 'of narrow', scopes: ['api'], grants: ['client_credentials'] }),
  fixture({ id: 'off', methods, secret: 'shared', state: 'disabled' }),
  fixture({ id: 'off-twin', methods, secret: 'shared' }),
  fixture({ id: 'plain-too', methods, secret: 'of plain-too' }),
  fixture({ id: 'keyed', methods: ['private_key_jwt'], alg: 'ES256', key }),
  fixture({ id: 'KEYED', methods: ['private_key_jwt'], alg: 'ES256', key, scopes: ['api', 'reports'] }),
];

async function openFixtures(listed = clients) {
  const idp = await startTinyIdp();
  const open = await openCase(targetAt([idp.url], { oauth: { clients: listed } }));
  return {
    oauth: open.context.oauth,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
    },
  };
}

test('a client is found by what it may do and whom it resembles', async () => {
  await using open = await openFixtures();
  const { oauth } = open;
  const idOf = async (traits: Parameters<typeof oauth.client>[0]) => (await oauth.client(traits)).id;
  expect(await idOf({})).toBe('plain');
  expect(await idOf({ state: 'disabled' })).toBe('off');
  expect(await idOf({ twinOf: await oauth.client({ state: 'disabled' }) })).toBe('off-twin');
  const wide = await oauth.client({ scopes: 'several' });
  expect(wide.id).toBe('wide');
  expect(await idOf({ narrowerThan: wide })).toBe('narrow');
  expect(await idOf({ withoutGrant: 'authorization_code' })).toBe('narrow');
  const one = await oauth.client({ inTwoCases: true });
  expect([one.id, await idOf({ caseTwinOf: one }), await idOf({ twinOf: one })]).toEqual([
    'keyed',
    'KEYED',
    'KEYED',
  ]);
  const short = await oauth.client({ beginsAnother: true });
  expect([short.id, await idOf({ begunBy: short })]).toEqual(['plain', 'plain-too']);
});

test.for<[ProfileTraits, string]>([
  [{ state: 'disabled' }, 'a confidential client that is disabled'],
  [{ scopes: 'several' }, 'a confidential client that is registered for several scopes'],
  [
    { withoutGrant: 'client_credentials' },
    'a confidential client that is not registered for the grant client_credentials',
  ],
  [{ inTwoCases: true }, 'a confidential client whose identifier another one has in other letter case'],
  [{ beginsAnother: true }, "a confidential client whose identifier begins another one's"],
])('where nobody is %j, the traits are named', async ([traits, told]) => {
  await using open = await openFixtures([fixture({ id: 'plain', methods, secret: 'of plain' })]);
  await expect(open.oauth.client(traits)).rejects.toThrow(
    `needs ${told}, and neither a fixture nor a registration can give one`,
  );
});

test('what a client is registered for is what the registration answered', async () => {
  await using idp = await startTinyIdp();
  const oauth = {
    clients: [],
    registration: { initialAccessToken: null },
    redirectUri: 'http://127.0.0.1:1/cb',
  };
  await using open = await openCase(targetAt([idp.url], { oauth }));
  const client = await open.context.oauth.client({ withoutGrant: 'client_credentials' });
  const { grant_types, response_types } = JSON.parse(idp.arrivedAt('/register')[0]?.body ?? '');
  expect([grant_types, response_types, client.scopes]).toEqual([['authorization_code'], ['code'], ['api']]);
});
