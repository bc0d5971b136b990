import {
  backChannelEndpoints,
  type Client,
  confidentialMethods,
  control,
  cross,
  type EndpointName,
  expectRefused,
  type Probe,
  testCase,
  twoClients,
  Untestable,
} from '../harness/index.ts';

// At the token endpoint hmac-keyed-with-anything-else-is-refused sends it.
const { 'client-secret-jwt-token': _, ...variants } = cross(confidentialMethods, backChannelEndpoints);

export default testCase({
  title: 'A client is refused with the right credential of another client, at every endpoint',
  verifies: ['CA-044'],
  variants,
  async run({ oauth }, { method, endpoint, grants }) {
    const traits = { method, ...(grants && { grants }) };
    const [client, other] = await twoClients(oauth, traits);
    for (const one of [client, other]) await control(oauth.call(endpoint, one));
    expectRefused(await oauth.call(endpoint, client, withCredentialOf(other, client, endpoint)));
    for (const one of [client, other]) await control(oauth.call(endpoint, one));
  },
});

function withCredentialOf(other: Client, client: Client, endpoint: EndpointName): Probe {
  const { method, alg } = client;
  if (method === 'client_secret_basic' || method === 'client_secret_post')
    return { secret: other.secret ?? '' };
  const key = method === 'client_secret_jwt' ? Buffer.from(other.secret ?? '') : other.key;
  if (!alg || !key) throw new Untestable(`client ${other.id} has no key to sign an assertion with`);
  return { assertion: client.assertion({ endpoint, signWith: { alg, key } }) };
}
