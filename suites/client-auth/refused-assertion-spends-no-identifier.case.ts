import {
  assemble,
  authenticatingEndpoints,
  type CompactParts,
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

/** What somebody can send who knows the identifier and not the key. */
const forgeries = {
  'wrong-signature': {
    forge: (right: CompactParts) => ({ ...right, signature: flipBit(right.signature, 0) }),
  },
  'no-signature': { forge: (right: CompactParts) => ({ ...right, signature: Buffer.alloc(0) }) },
};

export default testCase({
  title: 'An assertion is accepted although a forged one of the same identifier was refused before',
  verifies: ['CA-026'],
  variants: cross(cross(jwtMethods, forgeries), authenticatingEndpoints),
  async run({ oauth }, { method, forge, endpoint }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint });
    const forged = assemble(forge(dissect(assertion)));
    expectRefused(await oauth.call(endpoint, client, { assertion: forged }));
    expectAccepted(await oauth.call(endpoint, client, { assertion }));
    const replayed = await oauth.call(endpoint, client, { assertion });
    if (replayed.kind === 'accepted')
      throw new Untestable(`no identifier is ever spent here: ${describeReply(replayed)}`);
  },
});
