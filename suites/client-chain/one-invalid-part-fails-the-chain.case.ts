import {
  anyChain,
  assemble,
  authenticatingEndpoints,
  basicCredentials,
  type Client,
  type ClientAuthMethod,
  chains,
  control,
  cross,
  dissect,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Probe,
  type Profile,
  type Reply,
  strangersSigning,
  tampered,
  testCase,
} from '../harness/index.ts';

/** Spoils one part; the other stays as good as in the control. */
type Fault = {
  spoil(client: Client, endpoint: EndpointName, context: Context): Probe | Promise<Probe>;
  profiles?: Profile[];
};
type Context = { now: number; accept(probe: Probe): Promise<Reply> };

/** Where a secret travels, and the place that belongs to another method. */
const otherPlaces: Partial<Record<ClientAuthMethod, ClientAuthMethod>> = {
  client_secret_basic: 'client_secret_post',
  client_secret_post: 'client_secret_basic',
};

const faults: Record<string, Fault> = {
  'wrong-secret': { spoil: () => ({ secret: 'wrong-by-intention' }) },
  'empty-secret': { spoil: () => ({ secret: '' }) },
  'tampered-assertion': {
    spoil: (client, endpoint) => ({ assertion: tampered(client.assertion({ endpoint })) }),
  },
  'assertion-by-a-stranger': {
    async spoil(client, endpoint) {
      const signWith = await strangersSigning(client.alg ?? 'HS256');
      return { assertion: client.assertion({ endpoint, signWith }) };
    },
  },
  'unsecured-assertion': {
    spoil(client, endpoint) {
      const named = dissect(client.assertion({ endpoint, header: { alg: 'none' } }));
      return { assertion: assemble({ ...named, signature: Buffer.alloc(0) }) };
    },
  },
  'expired-assertion': {
    spoil(client, endpoint, { now }) {
      const exp = now - 3600;
      return { assertion: client.assertion({ endpoint, claims: { iat: exp - 30, exp } }) };
    },
  },
  'assertion-for-another-server': {
    spoil: (client, endpoint) => ({
      assertion: client.assertion({ endpoint, claims: { aud: 'https://other-as.example' } }),
    }),
  },
  'assertion-without-expiry': {
    spoil: (client, endpoint) => ({ assertion: client.assertion({ endpoint, claims: { exp: undefined } }) }),
  },
  'assertion-whose-expiry-is-a-text': {
    spoil: (client, endpoint, { now }) => ({
      assertion: client.assertion({ endpoint, claims: { exp: String(now + 20) } }),
    }),
  },
  'assertion-that-begins-in-a-minute': {
    profiles: ['fapi2', 'authproof'], // elsewhere clocks may differ by more
    spoil: (client, endpoint, { now }) => ({
      assertion: client.assertion({ endpoint, claims: { nbf: now + 70, exp: now + 100 } }),
    }),
  },
  'assertion-without-audience': {
    spoil: (client, endpoint) => ({ assertion: client.assertion({ endpoint, claims: { aud: undefined } }) }),
  },
  'assertion-without-identifier': {
    profiles: ['oidc'],
    spoil: (client, endpoint) => ({ assertion: client.assertion({ endpoint, claims: { jti: undefined } }) }),
  },
  'assertion-by-another-issuer': {
    spoil: (client, endpoint) => ({
      assertion: client.assertion({ endpoint, claims: { iss: 'https://issuer.example' } }),
    }),
  },
  'assertion-with-a-critical-header': {
    spoil: (client, endpoint) => ({
      assertion: client.assertion({ endpoint, header: { crit: ['authproof'], authproof: true } }),
    }),
  },
  'secret-in-the-other-place': {
    spoil: ({ chain }) => ({ method: (chain ?? []).map((method) => otherPlaces[method] ?? method) }),
  },
  'wrong-secret-in-the-other-place-too': {
    spoil: ({ id, chain }) =>
      chain?.includes('client_secret_basic')
        ? { form: { client_id: id, client_secret: 'wrong-by-intention' } }
        : { authorization: basicCredentials(id, 'wrong-by-intention') },
  },
  'replayed-assertion': {
    profiles: ['oidc'],
    async spoil(client, endpoint, { accept }) {
      const used = { assertion: client.assertion({ endpoint }) };
      await accept(used);
      return used;
    },
  },
  'malformed-assertion': { spoil: () => ({ assertion: 'not-an-assertion' }) },
  'empty-assertion': { spoil: () => ({ assertion: '' }) },
  'assertion-of-another-type': {
    spoil: () => ({
      form: { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
    }),
  },
};

const { token } = authenticatingEndpoints;

export default testCase({
  title: 'A chain of which one part is wrong is refused, however right the other is',
  verifies: ['CA-050'],
  variants: {
    ...cross(chains, cross(faults, { token })),
    ...cross(anyChain, cross(faults, furtherEndpoints)),
  },
  async run({ oauth, clock }, { chain, spoil, endpoint }) {
    const client = await oauth.client({ chain });
    const accept = (probe: Probe) => control(oauth.call(endpoint, client, probe));
    await accept({});
    const probe = await spoil(client, endpoint, { now: clock.seconds(), accept });
    expectRefused(await oauth.call(endpoint, client, probe));
    await accept({});
  },
});
