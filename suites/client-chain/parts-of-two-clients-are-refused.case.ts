import {
  anyChain,
  authenticatingEndpoints,
  type Client,
  type ClientAuthMethod,
  type ClientTraits,
  chains,
  control,
  cross,
  expectRefused,
  type Reply,
  testCase,
} from '../harness/index.ts';

type Other = {
  other(client: Client, bySecret?: ClientAuthMethod, byAssertion?: ClientAuthMethod): ClientTraits;
  /** Which part comes from the other one. */
  borrowed: 'secret' | 'assertion';
};

const sameChain: Other['other'] = (client) => ({ chain: client.chain ?? [], besides: client });

/** Both have the same policy, so that nothing but the identities is wrong. */
const amongChains: Record<string, Other> = {
  'assertion-of-another': { other: sameChain, borrowed: 'assertion' },
  'secret-of-another': { other: sameChain, borrowed: 'secret' },
};

/** Somebody who needs no more than this one method to be served. */
const withLoners: Record<string, Other> = {
  'assertion-of-a-loner': {
    other: (_client, _bySecret, method = 'private_key_jwt') => ({ method }),
    borrowed: 'assertion',
  },
  'secret-of-a-loner': {
    other: (_client, method = 'client_secret_basic') => ({ method }),
    borrowed: 'secret',
  },
};

export default testCase({
  title: 'Parts of a chain that are right, but of two clients, are refused',
  verifies: ['CA-051'],
  variants: {
    ...cross(cross(anyChain, amongChains), authenticatingEndpoints),
    ...cross(cross(chains, withLoners), authenticatingEndpoints),
  },
  async run({ oauth }, { chain, other: traitsOf, borrowed, endpoint }) {
    const client = await oauth.client({ chain });
    const other = await oauth.client(traitsOf(client, ...chain));
    const [bySecret, byAssertion] = borrowed === 'secret' ? [other, client] : [client, other];
    // Whichever of them the server takes it for, a token of that one tells.
    const owners = endpoint === 'introspection' || endpoint === 'revocation' ? [client, other] : [client];
    await control(oauth.call(endpoint, client));
    await control(oauth.call(endpoint, other));
    const replies: Reply[] = [];
    for (const owner of owners) {
      const mixed = {
        method: client.chain ?? [],
        clientId: bySecret.id,
        secret: bySecret.secret ?? '',
        assertion: byAssertion.assertion({ endpoint }),
      };
      replies.push(await oauth.call(endpoint, owner, mixed));
    }
    const accepted = replies.find(({ kind }) => kind === 'accepted');
    for (const reply of accepted ? [accepted] : replies) expectRefused(reply);
    await control(oauth.call(endpoint, client));
  },
});
