import {
  assemble,
  authenticatingEndpoints,
  type Client,
  type CompactParts,
  control,
  cross,
  describeReply,
  dissect,
  expectAccepted,
  flipBit,
  jwtMethods,
  type Probe,
  requireRefused,
  testCase,
  twoClients,
  Untestable,
  withHeader,
} from '../harness/index.ts';

type Misuse = { besides?: true; misuse(assertion: string, named: Client): Probe };

const misuses: Record<string, Misuse> = {
  // What somebody can send who knows the identifier and not the key.
  'wrong-signature': forgery((right) => ({ ...right, signature: flipBit(right.signature, 0) })),
  'no-algorithm': forgery((right) => ({ ...withHeader(right, { alg: 'none' }), signature: Buffer.alloc(0) })),
  'another-algorithm': forgery((right) => withHeader(right, { alg: 'HS512' })),
  'foreign-kid': forgery((right) => withHeader(right, { kid: 'a-key-of-nobody' })),
  'no-signature': forgery((right) => ({ ...right, signature: Buffer.alloc(0) })),
  // Rightly signed, and refused for what stands beside it.
  'another-client-id': {
    besides: true,
    misuse: (assertion, { id }) => ({ assertion, form: { client_id: id } }),
  },
};

export default testCase({
  title: 'An assertion is accepted although its identifier was in a request that was refused before',
  verifies: ['CA-026'],
  variants: cross(cross(jwtMethods, misuses), authenticatingEndpoints),
  async run({ oauth }, { method, misuse, besides, endpoint }) {
    const [client, named] = besides
      ? await twoClients(oauth, { method })
      : twice(await oauth.client({ method }));
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint });
    requireRefused(await oauth.call(endpoint, client, misuse(assertion, named)));
    expectAccepted(await oauth.call(endpoint, client, { assertion }));
    const replayed = await oauth.call(endpoint, client, { assertion });
    if (replayed.kind === 'accepted')
      throw new Untestable(`no identifier is ever spent here: ${describeReply(replayed)}`);
  },
});

const twice = (client: Client) => [client, client] as const;

function forgery(forge: (right: CompactParts) => CompactParts): Misuse {
  return { misuse: (assertion) => ({ assertion: assemble(forge(dissect(assertion))) }) };
}
