import {
  authenticatingEndpoints,
  type ClientAuthMethod,
  claimsOf,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtMethods,
  signers,
  testCase,
} from '../harness/index.ts';

const replays = {
  'same-assertion': { renewed: false },
  'same-jti-signed-again': { renewed: true }, // another exp and another iat, which a store may have in its key
};

type Row = { method: ClientAuthMethod; alg?: string; endpoint: EndpointName; renewed: boolean };

const { token } = authenticatingEndpoints;
const { hs256: _, ...otherSigners } = signers('HS', 'RS', 'PS', 'ES'); // the methods themselves show one
const { 'same-assertion': same } = replays;

const variants: Record<string, Row> = {
  ...cross(cross(jwtMethods, replays), authenticatingEndpoints),
  // Whoever verifies each algorithm by code of its own may remember by it too.
  ...cross(otherSigners, cross({ 'same-assertion': same }, { token })),
};

export default testCase({
  title: 'An assertion is refused the second time its identifier is presented',
  verifies: ['CA-022'],
  variants,
  async run({ oauth, clock }, { method, alg, endpoint, renewed }) {
    const client = await oauth.client({ method, ...(alg && { alg }) });
    const assertion = client.assertion({ endpoint });
    await control(oauth.call(endpoint, client, { assertion }));
    const { jti } = claimsOf(assertion);
    const replay = renewed
      ? client.assertion({ endpoint, claims: { jti, iat: clock.seconds() - 2, exp: clock.seconds() + 20 } })
      : assertion;
    expectRefused(await oauth.call(endpoint, client, { assertion: replay }));
    await control(oauth.call(endpoint, client));
  },
});
