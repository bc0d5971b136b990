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
  type Probe,
  requireComparable,
  secretLike,
  tampered,
  testCase,
  Untestable,
  visibleOf,
} from '../harness/index.ts';

type Part = { of: RegExp; spoil(client: Client, endpoint: EndpointName): Probe };

const parts: Record<string, Part> = {
  secret: {
    of: /^client_secret_(basic|post)$/,
    spoil: ({ secret }) => ({ secret: secretLike(secret ?? '') }),
  },
  assertion: {
    of: /_jwt$/,
    spoil: (client, endpoint) => ({ assertion: tampered(client.assertion({ endpoint })) }),
  },
};

const { token } = authenticatingEndpoints;

export default testCase({
  title: 'A part of a chain that comes alone is answered alike whether it is right or wrong',
  verifies: ['CA-054'],
  variants: { ...cross(cross(chains, parts), { token }), ...cross(cross(anyChain, parts), furtherEndpoints) },
  async run({ oauth }, { chain, of, spoil, endpoint }) {
    const client = await oauth.client({ chain });
    const method = client.chain?.find((one) => of.test(one));
    if (!method) throw new Untestable(`the chain of ${client.id} has no such part`);
    await control(oauth.call(endpoint, client));
    const right = await oauth.call(endpoint, client, { method });
    const wrong = await oauth.call(endpoint, client, { ...spoil(client, endpoint), method });
    for (const reply of [right, wrong]) requireComparable(reply);
    await control(oauth.call(endpoint, client));
    assert.deepEqual(
      visibleOf(wrong, client.id),
      visibleOf(right, client.id),
      `told apart: right ${describeReply(right)}, wrong ${describeReply(wrong)}`,
    );
  },
});
