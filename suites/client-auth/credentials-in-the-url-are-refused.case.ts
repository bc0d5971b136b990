import {
  authenticatingEndpoints,
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtBearerAssertionType,
  testCase,
} from '../harness/index.ts';

const assertion = (client: Client, endpoint: EndpointName) => ({
  client_assertion_type: jwtBearerAssertionType,
  client_assertion: client.assertion({ endpoint }),
});

/** The parameters that move from the body to the URL. */
const credentials = {
  'identifier-and-secret': {
    method: 'client_secret_post',
    features: ['client_secret_post'],
    moved: ({ id, secret }: Client) => ({ client_id: id, client_secret: secret ?? '' }),
  },
  'secret-alone': {
    method: 'client_secret_post',
    features: ['client_secret_post'],
    moved: ({ secret }: Client) => ({ client_secret: secret ?? '' }),
  },
  'identifier-alone': {
    method: 'client_secret_post',
    features: ['client_secret_post'],
    moved: ({ id }: Client) => ({ client_id: id }),
  },
  'private-key-jwt-without-its-type': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    moved: (client: Client, endpoint: EndpointName) => ({ client_assertion: client.assertion({ endpoint }) }),
  },
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'], moved: assertion },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'], moved: assertion },
} as const;

export default testCase({
  title: 'Right credentials are refused when they come in the URL instead of the body',
  verifies: ['CA-040'],
  variants: cross(credentials, authenticatingEndpoints),
  async run({ oauth }, { method, moved, endpoint }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client, { form: moved(client, endpoint) }));
    const query: Record<string, string> = moved(client, endpoint);
    const form = Object.fromEntries(Object.keys(query).map((name) => [name, undefined]));
    expectRefused(await oauth.call(endpoint, client, { form, query }));
    await control(oauth.call(endpoint, client, { form: moved(client, endpoint) }));
  },
});
