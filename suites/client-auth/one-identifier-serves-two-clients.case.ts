import {
  authenticatingEndpoints,
  claimsOf,
  control,
  cross,
  expectAccepted,
  jwtMethods,
  requireSpent,
  testCase,
} from '../harness/index.ts';

export default testCase({
  title: 'An assertion is accepted although another client has used its identifier',
  verifies: ['CA-025'],
  variants: cross(jwtMethods, authenticatingEndpoints),
  async run({ oauth }, { method, endpoint }) {
    const client = await oauth.client({ method });
    const other = await oauth.client({ method, besides: client });
    await control(oauth.call(endpoint, client));
    const others = other.assertion({ endpoint });
    await control(oauth.call(endpoint, other, { assertion: others }));
    const { jti } = claimsOf(others);
    const assertion = client.assertion({ endpoint, claims: { jti } });
    expectAccepted(await oauth.call(endpoint, client, { assertion }));
    requireSpent(await oauth.call(endpoint, client, { assertion }));
  },
});
