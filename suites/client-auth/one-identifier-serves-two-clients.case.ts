import {
  authenticatingEndpoints,
  claimsOf,
  control,
  cross,
  describeReply,
  expectAccepted,
  testCase,
  Untestable,
} from '../harness/index.ts';

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

export default testCase({
  title: 'An assertion is accepted although another client has used its identifier',
  verifies: ['CA-025'],
  variants: cross(methods, authenticatingEndpoints),
  async run({ oauth }, { method, endpoint }) {
    const client = await oauth.client({ method });
    const other = await oauth.client({ method, besides: client });
    await control(oauth.call(endpoint, client));
    const others = other.assertion({ endpoint });
    await control(oauth.call(endpoint, other, { assertion: others }));
    const { jti } = claimsOf(others);
    const assertion = client.assertion({ endpoint, claims: { jti } });
    expectAccepted(await oauth.call(endpoint, client, { assertion }));
    const replayed = await oauth.call(endpoint, client, { assertion });
    if (replayed.kind === 'accepted')
      throw new Untestable(`no identifier is ever spent here: ${describeReply(replayed)}`);
  },
});
