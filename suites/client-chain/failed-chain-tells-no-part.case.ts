import assert from 'node:assert/strict';
import {
  anyChain,
  authenticatingEndpoints,
  type Client,
  chains,
  control,
  cross,
  describeReply,
  type EndpointName,
  furtherEndpoints,
  requireComparable,
  tampered,
  testCase,
  visibleOf,
} from '../harness/index.ts';

type Fault = { spoiled(client: Client, endpoint: EndpointName): string };

/** What can be wrong with an assertion that is otherwise read to its end. */
const faults: Record<string, Fault> = {
  'wrong-signature': { spoiled: (client, endpoint) => tampered(client.assertion({ endpoint })) },
  'foreign-audience': {
    spoiled: (client, endpoint) =>
      client.assertion({ endpoint, claims: { aud: 'https://other-as.example' } }),
  },
};

const { token } = authenticatingEndpoints;

export default testCase({
  title: 'A chain whose secret is wrong and one whose assertion is wrong are answered alike',
  verifies: ['CA-054'],
  variants: {
    ...cross(cross(chains, faults), { token }),
    ...cross(cross(anyChain, faults), furtherEndpoints),
  },
  async run({ oauth }, { chain, spoiled, endpoint }) {
    const client = await oauth.client({ chain });
    await control(oauth.call(endpoint, client));
    const bySecret = await oauth.call(endpoint, client, { secret: 'wrong-by-intention' });
    const byAssertion = await oauth.call(endpoint, client, { assertion: spoiled(client, endpoint) });
    for (const reply of [bySecret, byAssertion]) requireComparable(reply);
    await control(oauth.call(endpoint, client));
    assert.deepEqual(
      visibleOf(byAssertion, client.id),
      visibleOf(bySecret, client.id),
      `told apart: the secret ${describeReply(bySecret)}, the assertion ${describeReply(byAssertion)}`,
    );
  },
});
