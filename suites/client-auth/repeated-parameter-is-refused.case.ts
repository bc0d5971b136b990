import {
  authenticatingEndpoints,
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtBearerAssertionType,
  tampered,
  testCase,
} from '../harness/index.ts';

const byAssertion = { method: 'private_key_jwt', features: ['private_key_jwt'] } as const;
const bySecret = { method: 'client_secret_post', features: ['client_secret_post'] } as const;

/** A parameter, its right value, and one that would be refused or mean something else. */
const parameters = {
  'client-assertion': {
    ...byAssertion,
    name: 'client_assertion',
    right: (client: Client, endpoint: EndpointName) => client.assertion({ endpoint }),
    wrong: (client: Client, endpoint: EndpointName) => tampered(client.assertion({ endpoint })),
  },
  'client-assertion-type': {
    ...byAssertion,
    name: 'client_assertion_type',
    right: () => jwtBearerAssertionType,
    wrong: () => 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
  },
  'client-id-beside-an-assertion': {
    ...byAssertion,
    name: 'client_id',
    right: ({ id }: Client) => id,
    wrong: () => 'authproof-unknown-client',
  },
  'client-id-beside-a-secret': {
    ...bySecret,
    name: 'client_id',
    right: ({ id }: Client) => id,
    wrong: () => 'authproof-unknown-client',
  },
  'client-secret': {
    ...bySecret,
    name: 'client_secret',
    right: ({ secret }: Client) => secret ?? '',
    wrong: () => 'wrong-by-intention',
  },
};

const repetitions = {
  'twice-the-same': { both: (right: string, _: string) => [right, right] },
  'three-times-the-same': { both: (right: string, _: string) => [right, right, right] },
  'right-then-wrong': { both: (right: string, wrong: string) => [right, wrong] },
  'wrong-then-right': { both: (right: string, wrong: string) => [wrong, right] },
};

export default testCase({
  title: 'A request that repeats a parameter of client authentication is refused, whichever value is right',
  verifies: ['CA-038'],
  variants: cross(cross(parameters, repetitions), authenticatingEndpoints),
  async run({ oauth }, { method, name, right, wrong, both, endpoint }) {
    const client = await oauth.client({ method });
    const once = () => ({ form: { [name]: right(client, endpoint) } });
    await control(oauth.call(endpoint, client, once()));
    const values = both(right(client, endpoint), wrong(client, endpoint));
    expectRefused(await oauth.call(endpoint, client, { form: { [name]: values } }));
    await control(oauth.call(endpoint, client, once()));
  },
});
