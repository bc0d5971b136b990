import {
  authenticatingEndpoints,
  basicCredentials,
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtBearerAssertionType,
  NotApplicable,
  type Probe,
  strangersKey,
  testCase,
} from '../harness/index.ts';

type Credential = (client: Client, endpoint: EndpointName) => Probe;

const header = (client: Client, secret: string): Probe => ({
  authorization: basicCredentials(client.id, secret),
});
const body = (client: Client, secret: string): Probe => ({
  form: { client_id: client.id, client_secret: secret },
});
const asserted = (assertion: string): Probe => ({
  assertion,
  form: { client_assertion_type: jwtBearerAssertionType, client_assertion: assertion },
});

/** Each credential a client may hold, right and wrong. */
const rightHeader: Credential = (client) => header(client, client.secret ?? '');
const wrongHeader: Credential = (client) => header(client, 'wrong-by-intention');
const rightBody: Credential = (client) => body(client, client.secret ?? '');
const wrongBody: Credential = (client) => body(client, 'wrong-by-intention');
const rightAssertion: Credential = (client, endpoint) => asserted(client.assertion({ endpoint }));

/**
 * What a client is registered for, and the method of the credential besides. A credential of a method that the target does
 * not take is no second method there but a parameter to be ignored (RFC 6749 §3.2).
 */
const basicAndPost = {
  traits: { method: 'client_secret_basic' },
  other: 'client_secret_post',
  features: ['client_secret_basic', 'client_secret_post'],
} as const;
const postAndBasic = {
  ...basicAndPost,
  traits: { method: 'client_secret_post' },
  other: 'client_secret_basic',
} as const;
const basicAndAssertion = {
  traits: { method: 'client_secret_basic', owns: 'key' },
  other: 'private_key_jwt',
  features: ['client_secret_basic', 'private_key_jwt'],
} as const;
const assertionAndBasic = {
  ...basicAndAssertion,
  traits: { method: 'private_key_jwt', owns: 'secret' },
  other: 'client_secret_basic',
} as const;
const assertionAndPost = {
  ...assertionAndBasic,
  other: 'client_secret_post',
  features: ['client_secret_post', 'private_key_jwt'],
} as const;

/** Nobody has given this client a key, and whoever forges an assertion needs none of it. */
const postAndForged = {
  ...assertionAndPost,
  traits: { method: 'client_secret_post' },
  other: 'private_key_jwt',
} as const;

/** The registered method's credential comes first; the other one is there besides. */
const pairs = {
  'basic-and-post': { ...basicAndPost, registered: rightHeader, besides: rightBody },
  'basic-and-wrong-post': { ...basicAndPost, registered: rightHeader, besides: wrongBody },
  'wrong-basic-and-post': { ...basicAndPost, registered: wrongHeader, besides: rightBody },
  'post-and-basic': { ...postAndBasic, registered: rightBody, besides: rightHeader },
  'post-and-wrong-basic': { ...postAndBasic, registered: rightBody, besides: wrongHeader },
  'wrong-post-and-basic': { ...postAndBasic, registered: wrongBody, besides: rightHeader },
  'basic-and-assertion': { ...basicAndAssertion, registered: rightHeader, besides: rightAssertion },
  'basic-and-forged-assertion': { ...basicAndAssertion, registered: rightHeader, besides: forgedAssertion },
  'wrong-basic-and-assertion': { ...basicAndAssertion, registered: wrongHeader, besides: rightAssertion },
  'post-and-forged-assertion': { ...postAndForged, registered: rightBody, besides: forgedAssertion },
  'assertion-and-basic': { ...assertionAndBasic, registered: rightAssertion, besides: rightHeader },
  'assertion-and-wrong-basic': { ...assertionAndBasic, registered: rightAssertion, besides: wrongHeader },
  'forged-assertion-and-basic': { ...assertionAndBasic, registered: forgedAssertion, besides: rightHeader },
  'assertion-and-post': { ...assertionAndPost, registered: rightAssertion, besides: rightBody },
  'assertion-and-wrong-post': { ...assertionAndPost, registered: rightAssertion, besides: wrongBody },
  'forged-assertion-and-post': { ...assertionAndPost, registered: forgedAssertion, besides: rightBody },
};

export default testCase({
  title: 'A request that authenticates its client in two ways is refused, whichever of them is right',
  verifies: ['CA-039'],
  variants: cross(pairs, authenticatingEndpoints),
  async run({ oauth }, { traits, other, registered, besides, endpoint }) {
    if (!oauth.takes(other, endpoint))
      throw new NotApplicable(`the ${endpoint} endpoint is declared to take no ${other}`);
    const client = await oauth.client(traits);
    await control(oauth.call(endpoint, client));
    const [first, second] = [await registered(client, endpoint), await besides(client, endpoint)];
    const both = { ...first, ...second, form: { ...first.form, ...second.form } };
    expectRefused(await oauth.call(endpoint, client, { method: [client.method, other], ...both }));
    await control(oauth.call(endpoint, client));
  },
});

async function forgedAssertion(client: Client, endpoint: EndpointName): Promise<Probe> {
  const alg = client.alg ?? 'ES256';
  return asserted(client.assertion({ endpoint, signWith: { alg, key: await strangersKey(alg) } }));
}
