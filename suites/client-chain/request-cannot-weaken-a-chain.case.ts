import {
  anyChain,
  authenticatingEndpoints,
  type Client,
  type ClientAuthMethod,
  control,
  cross,
  type EndpointName,
  expectRefused,
  type Probe,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Wish = { wish(method: ClientAuthMethod, client: Client, endpoint: EndpointName): Probe };

/** Where a request may try to say that this method is enough. */
const wishes: Record<string, Wish> = {
  'token-endpoint-auth-method': { wish: (method) => ({ form: { token_endpoint_auth_method: method } }) },
  'auth-method': { wish: (method) => ({ form: { auth_method: method } }) },
  'auth-chain': { wish: (method) => ({ form: { authproof_auth_chain: method } }) },
  'acr-values': { wish: (method) => ({ form: { acr_values: method } }) },
  amr: { wish: (method) => ({ form: { amr: method } }) },
  'claims-of-the-assertion': {
    wish: (method, client, endpoint) => ({
      assertion: client.assertion({
        endpoint,
        claims: { amr: [method], acr: method, token_endpoint_auth_method: method },
      }),
    }),
  },
  query: { wish: (method) => ({ query: { token_endpoint_auth_method: method } }) },
  header: { wish: (method) => ({ headers: [['Token-Endpoint-Auth-Method', method]] }) },
};

const parts = { first: { part: 0 }, second: { part: 1 } };

export default testCase({
  title: 'A part of a chain is refused, also where the request says that this method is enough',
  verifies: ['CA-053'],
  variants: cross(cross(cross(anyChain, parts), wishes), authenticatingEndpoints),
  async run({ oauth }, { chain, part, wish, endpoint }) {
    const client = await oauth.client({ chain });
    const method = client.chain?.[part];
    if (!method) throw new Untestable(`the chain of ${client.id} has no such part`);
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, { ...wish(method, client, endpoint), method }));
    await control(oauth.call(endpoint, client, wish(method, client, endpoint))); // the wish alone spoils nothing
  },
});
