import {
  authenticatingEndpoints,
  claimsOf,
  control,
  cross,
  expectRefused,
  type Json,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

/** Made anew for each use, so that what is refused is not a replay. */
type Identifier = {
  jti(unique: number): Json | undefined;
  /** The same each time, and a text: who takes it for an identifier like any other, accepts it once for all clients. */
  mayPassOnce?: true;
  /** Turned into text it is the same each time, so it passes once a client; where the case is tried again, with another one. */
  own?: true;
};

const identifiers: Record<string, Identifier> = {
  missing: { jti: () => undefined, own: true },
  null: { jti: () => null, own: true },
  empty: { jti: () => '', mayPassOnce: true },
  'a-number': { jti: (unique) => unique },
  'in-an-array': { jti: (unique) => [String(unique)] },
  'an-object': { jti: (unique) => ({ id: String(unique) }), own: true },
};

export default testCase({
  title: 'An assertion without an identifier, or with one that is no text, is refused',
  verifies: ['CA-023'],
  variants: cross(cross(jwtMethods, identifiers), authenticatingEndpoints),
  async run({ oauth }, { method, jti, mayPassOnce, own, endpoint }) {
    const client = await oauth.client({ method, ...(own && { own }) });
    const unique = () => Number.parseInt(String(claimsOf(client.assertion()).jti).slice(0, 8), 16);
    const identified = (value: Json | undefined) => ({
      assertion: client.assertion({ endpoint, claims: { jti: value } }),
    });
    await control(oauth.call(endpoint, client, identified(String(unique()))));
    if (mayPassOnce) await oauth.call(endpoint, client, identified(jti(unique())));
    expectRefused(await oauth.call(endpoint, client, identified(jti(unique()))));
    await control(oauth.call(endpoint, client, identified(String(unique()))));
  },
});
