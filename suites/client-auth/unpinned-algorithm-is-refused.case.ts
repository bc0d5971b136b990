import { control, expectRefused, testCase } from '../harness/index.ts';

/** Algorithms that the same key or secret can sign with. */
const pairs = {
  'ps256-by-rs256': { method: 'private_key_jwt', pinned: 'PS256', other: 'RS256', traits: {} },
  'rs256-by-ps256': { method: 'private_key_jwt', pinned: 'RS256', other: 'PS256', traits: {} },
  'rs256-by-rs384': { method: 'private_key_jwt', pinned: 'RS256', other: 'RS384', traits: {} },
  'hs256-by-hs384': { method: 'client_secret_jwt', pinned: 'HS256', other: 'HS384', traits: {} },
  // Where the key names an algorithm too, it may be the key that is obeyed, and not the registration.
  'ps256-by-rs256-key-without-alg': {
    method: 'private_key_jwt',
    pinned: 'PS256',
    other: 'RS256',
    traits: { key: 'without-alg' },
  },
} as const;

export default testCase({
  title: 'A client that is pinned to one algorithm is refused by another one of the same key',
  verifies: ['CA-007'],
  variants: Object.fromEntries(
    Object.entries(pairs).map(([key, pair]) => [key, { ...pair, features: [pair.method, pair.pinned] }]),
  ),
  async run({ oauth }, { method, pinned, other, traits }) {
    const client = await oauth.client({ method, alg: pinned, pinned: true, ...traits });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion: client.assertion({ signWith: { alg: other } }) }));
    await control(oauth.token(client));
  },
});
