import {
  authenticatingEndpoints,
  claimsOf,
  control,
  cross,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

const replays = {
  'same-assertion': { renewed: false },
  'same-jti-signed-again': { renewed: true }, // another exp and another iat, which a store may have in its key
};

export default testCase({
  title: 'An assertion is refused the second time its identifier is presented',
  verifies: ['CA-022'],
  variants: cross(cross(jwtMethods, replays), authenticatingEndpoints),
  async run({ oauth, clock }, { method, endpoint, renewed }) {
    const client = await oauth.client({ method });
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
