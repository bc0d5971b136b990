import {
  authenticatingEndpoints,
  type Client,
  type ClientAuthMethod,
  chains,
  control,
  cross,
  type EndpointName,
  expectRefused,
  type Probe,
  testCase,
} from '../harness/index.ts';

type Repetition = { repeat(client: Client, byAssertion: ClientAuthMethod, endpoint: EndpointName): Probe };

const repetitions: Record<string, Repetition> = {
  'secret-in-both-places': {
    repeat: () => ({ method: ['client_secret_basic', 'client_secret_post'] }),
  },
  'two-assertions': {
    repeat: (client, byAssertion, endpoint) => ({
      method: byAssertion,
      form: { client_assertion: [client.assertion({ endpoint }), client.assertion({ endpoint })] },
    }),
  },
};

/** The secret, and an assertion that the same secret signs in place of the key. */
const keyed: Record<string, Repetition> = {
  'secret-and-its-hmac': {
    repeat: (client, _, endpoint) => ({
      assertion: client.assertion({
        endpoint,
        header: { kid: undefined },
        signWith: { alg: 'HS256', key: Buffer.from(client.secret ?? '') },
      }),
    }),
  },
};

const {
  'basic-and-private-key-jwt': basicAndKey,
  'post-and-private-key-jwt': postAndKey,
  ...chainsByHmac
} = chains;
const chainsByKey = { 'basic-and-private-key-jwt': basicAndKey, 'post-and-private-key-jwt': postAndKey };

export default testCase({
  title: 'A client that shows one method of its chain twice is refused',
  verifies: ['CA-052'],
  variants: {
    ...cross(cross(chainsByKey, { ...repetitions, ...keyed }), authenticatingEndpoints),
    ...cross(cross(chainsByHmac, repetitions), authenticatingEndpoints),
  },
  async run({ oauth }, { chain: [bySecret, byAssertion], repeat, endpoint }) {
    const client = await oauth.client({ chain: [bySecret, byAssertion] });
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, repeat(client, byAssertion, endpoint)));
    await control(oauth.call(endpoint, client));
  },
});
