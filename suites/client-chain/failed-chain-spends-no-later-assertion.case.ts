import {
  anyChain,
  authenticatingEndpoints,
  chains,
  control,
  cross,
  describeReply,
  expectAccepted,
  furtherEndpoints,
  NotApplicable,
  requireRefused,
  testCase,
  Untestable,
} from '../harness/index.ts';

const { token } = authenticatingEndpoints;

export default testCase({
  title: 'An assertion that came after a wrong secret is not used up, for it was never looked at',
  verifies: ['CA-054'],
  variants: { ...cross(chains, { token }), ...cross(anyChain, furtherEndpoints) },
  async run({ oauth }, { chain, endpoint }) {
    const client = await oauth.client({ chain });
    if (!client.chain?.[0]?.match(/^client_secret_(basic|post)$/))
      throw new NotApplicable(`the policy of ${client} names the assertion first`);
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint });
    requireRefused(await oauth.call(endpoint, client, { assertion, secret: 'wrong-by-intention' }));
    expectAccepted(await oauth.call(endpoint, client, { assertion }));
    const replayed = await oauth.call(endpoint, client, { assertion });
    if (replayed.kind === 'accepted')
      throw new Untestable(`no identifier is ever spent here: ${describeReply(replayed)}`);
  },
});
