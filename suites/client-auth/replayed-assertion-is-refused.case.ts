import {
  authenticatingEndpoints,
  claimsOf,
  control,
  cross,
  expectRefused,
  testCase,
} from '../harness/index.ts';

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

const replays = {
  'same-assertion': { renewed: false },
  'same-jti-signed-again': { renewed: true }, // another exp and another iat, which a store may have in its key
};

export default testCase({
  title: 'An assertion is refused the second time its identifier is presented',
  verifies: ['CA-022'],
  variants: cross(cross(methods, replays), authenticatingEndpoints),
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
