import {
  type ClientTraits,
  chains,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  jwtMethods,
  testCase,
  type Variant,
} from '../harness/index.ts';

type Pair = Variant & { pinned: string; other: string; traits: ClientTraits; endpoint?: EndpointName };

const { 'private-key-jwt': byKey, 'client-secret-jwt': byHmac } = jwtMethods;
const { 'basic-and-secret-jwt': chain } = chains;

/** Algorithms that the same key or secret can sign with. */
const pairs = {
  'ps256-by-rs256': pair('PS256', 'RS256', byKey),
  'rs256-by-ps256': pair('RS256', 'PS256', byKey),
  'rs256-by-rs384': pair('RS256', 'RS384', byKey),
  'hs256-by-hs384': pair('HS256', 'HS384', byHmac),
  // Where the key names an algorithm too, it may be the key that is obeyed, and not the registration.
  'ps256-by-rs256-key-without-alg': pair('PS256', 'RS256', byKey, { key: 'without-alg' }),
  // Registered for the case, with keys that have to be fetched.
  'ps256-by-rs256-published': pair('PS256', 'RS256', byKey, { keys: 'published', key: 'without-alg' }, [
    'jwks-uri',
  ]),
  'chain-hs256-by-hs384': pair('HS256', 'HS384', chain),
};

const { 'hs256-by-hs384': hmac } = pairs;

const variants: Record<string, Pair> = {
  ...pairs,
  ...cross({ 'hs256-by-hs384': hmac }, furtherEndpoints),
};

export default testCase({
  title: 'A client that is pinned to one algorithm is refused by another one of the same key',
  verifies: ['CA-007'],
  variants,
  async run({ oauth }, { pinned, other, traits, endpoint = 'token' }) {
    const client = await oauth.client({ ...traits, alg: pinned, pinned: true });
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint, signWith: { alg: other } });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

function pair(
  pinned: string,
  other: string,
  { features, ...way }: (typeof jwtMethods)[keyof typeof jwtMethods] | typeof chain,
  more: ClientTraits = {},
  further: string[] = [],
): Pair {
  return { pinned, other, traits: { ...way, ...more }, features: [...(features ?? []), pinned, ...further] };
}
