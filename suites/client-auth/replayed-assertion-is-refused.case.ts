import {
  authenticatingEndpoints,
  type ClientTraits,
  claimsOf,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtMethods,
  signers,
  testCase,
  type Variant,
} from '../harness/index.ts';

const replays = {
  'same-assertion': { renewed: false },
  'same-jti-signed-again': { renewed: true }, // another exp and another iat, which a store may have in its key
};

type Row = ClientTraits & {
  endpoint: EndpointName;
  renewed: boolean;
  /** The algorithm of the replay, which a store may have in its key too; the client is pinned to none. */
  again?: string;
};

const { token } = authenticatingEndpoints;
const { hs256: _, ...otherSigners } = signers('HS', 'RS', 'PS', 'ES'); // the methods themselves show one
const { 'same-assertion': same } = replays;

const unpinned: Record<string, Variant & ClientTraits & { again: string }> = {
  'rs256-then-ps256': {
    method: 'private_key_jwt',
    alg: 'RS256',
    again: 'PS256',
    pinned: false,
    key: 'without-alg',
    features: ['private_key_jwt', 'RS256', 'PS256'],
  },
  // A secret that was made for it, which is long enough for both.
  'hs256-then-hs512': {
    method: 'client_secret_jwt',
    alg: 'HS256',
    again: 'HS512',
    pinned: false,
    own: true,
    features: ['client_secret_jwt', 'HS256', 'HS512'],
  },
};

const variants: Record<string, Row> = {
  ...cross(cross(jwtMethods, replays), authenticatingEndpoints),
  // Whoever verifies each algorithm by code of its own may remember by it too.
  ...cross(otherSigners, cross({ 'same-assertion': same }, { token })),
  ...cross(unpinned, { token: { ...token, renewed: true } }),
};

export default testCase({
  title: 'An assertion is refused the second time its identifier is presented',
  verifies: ['CA-022'],
  variants,
  async run({ oauth, clock }, { endpoint, renewed, again, ...traits }) {
    const client = await oauth.client(traits);
    const otherwise = again ? { signWith: { alg: again } } : {};
    const fresh = client.assertion({ endpoint, ...otherwise });
    if (again) await control(oauth.call(endpoint, client, { assertion: fresh }));
    const assertion = client.assertion({ endpoint });
    await control(oauth.call(endpoint, client, { assertion }));
    const { jti } = claimsOf(assertion);
    const claims = { jti, iat: clock.seconds() - 2, exp: clock.seconds() + 20 };
    const replay = renewed ? client.assertion({ endpoint, claims, ...otherwise }) : assertion;
    expectRefused(await oauth.call(endpoint, client, { assertion: replay }));
    await control(oauth.call(endpoint, client));
  },
});
