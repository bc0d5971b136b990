import {
  assemble,
  authenticatingEndpoints,
  type Client,
  type CompactParts,
  claimsOf,
  control,
  cross,
  describeReply,
  dissect,
  expectAccepted,
  expectRefused,
  flipBit,
  jwtMethods,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Refused = { refused(right: string, client: Client): string };

/** What somebody can send who knows the identifier and not the key. */
const forgeries: Record<string, Refused> = {
  'wrong-signature': {
    refused: (right) => resigned(right, ({ signature }) => flipBit(signature, 0)),
  },
  'no-signature': { refused: (right) => resigned(right, () => Buffer.alloc(0)) },
};
/** And who was given it for himself. */
const misplaced: Record<string, Refused> = {
  'for-another-server': {
    refused: (right, client) =>
      client.assertion({ claims: { jti: claimsOf(right).jti, aud: 'https://other-as.example' } }),
  },
};
const { token } = authenticatingEndpoints;

export default testCase({
  title:
    'An assertion is accepted although one of the same identifier was refused before, forged or for another server',
  verifies: ['CA-026'],
  variants: {
    ...cross(cross(jwtMethods, forgeries), authenticatingEndpoints),
    ...cross(cross(jwtMethods, misplaced), { token }),
  },
  async run({ oauth }, { method, refused, endpoint }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint });
    const before = refused(assertion, client);
    expectRefused(await oauth.call(endpoint, client, { assertion: before }));
    expectAccepted(await oauth.call(endpoint, client, { assertion }));
    const replayed = await oauth.call(endpoint, client, { assertion });
    if (replayed.kind === 'accepted')
      throw new Untestable(`no identifier is ever spent here: ${describeReply(replayed)}`);
  },
});

function resigned(assertion: string, signature: (parts: CompactParts) => Buffer): string {
  const parts = dissect(assertion);
  return assemble({ ...parts, signature: signature(parts) });
}
