import {
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Serialisation = { serialise(client: Client, endpoint: EndpointName): object };

/** RFC 7515 §7.2, each rightly signed. */
const serialisations = {
  flattened: { serialise: (client, endpoint) => flattened(client, endpoint) },
  general: {
    serialise(client, endpoint) {
      const { payload, ...signature } = flattened(client, endpoint);
      return { payload, signatures: [signature] };
    },
  },
  'flattened-with-alg-unprotected': {
    serialise: (client, endpoint) => ({ ...flattened(client, endpoint, 'alg'), header: { alg: client.alg } }),
  },
  'flattened-with-kid-unprotected': {
    serialise: (client, endpoint) => ({
      ...flattened(client, endpoint, 'kid'),
      header: { kid: client.kid ?? 'a-kid' },
    }),
  },
} satisfies Record<string, Serialisation>;

const { flattened: flat } = serialisations;
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = Serialisation & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, serialisations),
  ...cross(cross({ 'private-key-jwt': byKey }, { flattened: flat }), furtherEndpoints),
};

export default testCase({
  title: 'An assertion in JSON serialisation is refused',
  verifies: ['CA-059'],
  variants,
  async run({ oauth }, { method, serialise, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const assertion = JSON.stringify(serialise(client, endpoint));
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

/** A right assertion in flattened serialisation, without the header parameter that moves elsewhere. */
function flattened(client: Client, endpoint: EndpointName, moved?: 'alg' | 'kid'): Record<string, string> {
  const compact = client.assertion({ endpoint, ...(moved && { header: { [moved]: undefined } }) });
  const [protectedHeader = '', payload = '', signature = ''] = compact.split('.');
  return { protected: protectedHeader, payload, signature };
}
