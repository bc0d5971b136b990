import {
  authenticatingEndpoints,
  chains,
  cross,
  expectAccepted,
  expectRefused,
  testCase,
} from '../harness/index.ts';

const {
  'basic-and-private-key-jwt': basicAndKey,
  'post-and-private-key-jwt': postAndKey,
  'basic-and-secret-jwt': basicAndHmac,
  'post-and-secret-jwt': postAndHmac,
} = chains;

/** Chains that differ in the place of the secret, which is all that keeps them apart. */
const pairs = {
  'private-key-jwt': {
    one: basicAndKey.chain,
    other: postAndKey.chain,
    features: [...(basicAndKey.features ?? []), ...(postAndKey.features ?? [])],
  },
  'secret-jwt': {
    one: basicAndHmac.chain,
    other: postAndHmac.chain,
    features: [...(basicAndHmac.features ?? []), ...(postAndHmac.features ?? [])],
  },
};

export default testCase({
  title: 'Each client is accepted by its own chain, and refused by that of another client',
  verifies: ['CA-053'],
  variants: cross(pairs, authenticatingEndpoints),
  async run({ oauth }, { one, other, endpoint }) {
    for (const [own, foreign] of [
      [one, other],
      [other, one],
    ] as const) {
      const client = await oauth.client({ chain: own });
      expectAccepted(await oauth.call(endpoint, client));
      expectRefused(await oauth.call(endpoint, client, { method: foreign }));
      expectAccepted(await oauth.call(endpoint, client));
    }
  },
});
