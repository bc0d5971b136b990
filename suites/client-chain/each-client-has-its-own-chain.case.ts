import {
  authenticatingEndpoints,
  chains,
  control,
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
    const pair = [
      { client: await oauth.client({ chain: one }), foreign: other },
      { client: await oauth.client({ chain: other }), foreign: one },
    ];
    const own = await Promise.all(pair.map(({ client }) => oauth.call(endpoint, client)));
    // Where neither is accepted, it is not that they share one chain.
    if (own.every(({ kind }) => kind !== 'accepted')) for (const reply of own) await control(reply);
    for (const reply of own) expectAccepted(reply);
    for (const { client, foreign } of pair) {
      expectRefused(await oauth.call(endpoint, client, { method: foreign }));
      await control(oauth.call(endpoint, client));
    }
  },
});
