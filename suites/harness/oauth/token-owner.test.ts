import { expect, test } from 'vitest';
import { Untestable } from '../outcomes.ts';
import type { OAuthDescription } from '../target/description.ts';
import { fixture, oauthAt } from '../testing/test-target.ts';
import { tokenOwnerOf } from './token-owner.ts';

const clients = [
  fixture({ id: 'one', scopes: ['api', 'one'] }),
  fixture({ id: 'two', scopes: ['api'] }),
  fixture({ id: 'three', scopes: ['api'] }),
];
const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

/** The owner of what the token endpoint answered, where introspection answers this. */
function ownerOf(
  tokenOwner: OAuthDescription['tokenOwner'],
  json: Record<string, unknown>,
  introspected: Record<string, unknown> = {},
) {
  const reply = { json, who: 'a client' } as Parameters<typeof tokenOwnerOf>[1];
  return tokenOwnerOf(oauthAt('http://localhost', { tokenOwner, clients }), reply, async () => introspected);
}

test('a token tells whose it is by a claim, by introspection or by its scope', async () => {
  const claim = { by: 'claim', claim: 'azp' } as const;
  expect(await ownerOf(claim, { access_token: jwt({ azp: 'one', scope: ['api'] }) })).toEqual({
    clientId: 'one',
    toldBy: 'azp',
    scope: ['api'],
  });
  const told = { active: true, client_id: 'two', scope: 'api reports' };
  expect(await ownerOf({ by: 'introspection' }, { access_token: 'opaque' }, told)).toEqual({
    clientId: 'two',
    toldBy: 'client_id',
    scope: ['api', 'reports'],
  });
  expect(await ownerOf({ by: 'scope' }, { access_token: 'opaque', scope: 'one api' })).toEqual({
    clientId: 'one',
    toldBy: 'scope',
    scope: ['one', 'api'],
  });
});

test.for<[string, OAuthDescription['tokenOwner'], Record<string, unknown>]>([
  ['the target file says nothing', null, {}],
  ['the token is opaque', { by: 'claim', claim: 'client_id' }, { access_token: 'opaque' }],
  ['the claim is missing', { by: 'claim', claim: 'client_id' }, { access_token: jwt({ azp: 'one' }) }],
  ['introspection names nobody', { by: 'introspection' }, { access_token: 'opaque' }],
  ['two clients have that scope', { by: 'scope' }, { access_token: 'opaque', scope: 'api' }],
])('where %s, nothing is proven', async ([, tokenOwner, json]) => {
  await expect(ownerOf(tokenOwner, json)).rejects.toThrow(Untestable);
});

test('where the file does not say how a token tells whose it is, the reason names the key', async () => {
  await expect(ownerOf(null, {})).rejects.toThrow(/^the target file has no oauth\.tokenOwner, /);
});
