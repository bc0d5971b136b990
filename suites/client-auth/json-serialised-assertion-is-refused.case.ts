import {
  type Client,
  control,
  cross,
  expectRefused,
  type Json,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

/** RFC 7515 §7.2, each rightly signed. */
const serialisations = {
  flattened: { serialise: (client: Client) => flattened(client) },
  general: {
    serialise(client: Client) {
      const { payload, ...signature } = flattened(client);
      return { payload, signatures: [signature] };
    },
  },
  'flattened-with-alg-unprotected': {
    serialise: (client: Client) => ({ ...flattened(client, 'alg'), header: { alg: client.alg } }),
  },
  'flattened-with-kid-unprotected': {
    serialise: (client: Client) => ({ ...flattened(client, 'kid'), header: { kid: client.kid ?? 'a-kid' } }),
  },
};

export default testCase({
  title: 'An assertion in JSON serialisation is refused',
  verifies: ['CA-059'],
  variants: cross(jwtMethods, serialisations),
  async run({ oauth }, { method, serialise }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion: JSON.stringify(serialise(client)) }));
    await control(oauth.token(client));
  },
});

/** A right assertion in flattened serialisation, without the header parameter that moves elsewhere. */
function flattened(client: Client, moved?: 'alg' | 'kid'): Record<string, Json | undefined> {
  const compact = client.assertion(moved ? { header: { [moved]: undefined } } : {});
  const [protectedHeader, payload, signature] = compact.split('.');
  return { protected: protectedHeader, payload, signature };
}
