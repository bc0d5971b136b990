import {
  authenticatingEndpoints,
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  type Probe,
  type Profile,
  testCase,
} from '../harness/index.ts';

/** An assertion for the endpoint, so that nothing but its method is wrong. */
const bySecretJwt = (client: Client, endpoint: EndpointName): Probe => ({
  method: 'client_secret_jwt',
  assertion: client.assertion({
    endpoint,
    signWith: { alg: 'HS256', key: Buffer.from(client.secret ?? '') },
  }),
});

const byOwnKey = (client: Client, endpoint: EndpointName): Probe => ({
  method: 'private_key_jwt',
  assertion: client.assertion({
    endpoint,
    signWith: {
      alg: client.key?.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256',
      ...(client.key && { key: client.key }),
    },
  }),
});

/** What a client is registered for, and a credential of its own that it presents by another method. */
const attempts = {
  'private-key-client-by-basic': {
    traits: { method: 'private_key_jwt', owns: 'secret', notBy: 'client_secret_basic' },
    features: ['private_key_jwt'],
    present: (): Probe => ({ method: 'client_secret_basic' }),
  },
  'private-key-client-by-post': {
    traits: { method: 'private_key_jwt', owns: 'secret', notBy: 'client_secret_post' },
    features: ['private_key_jwt'],
    present: (): Probe => ({ method: 'client_secret_post' }),
  },
  'private-key-client-by-secret-jwt': {
    traits: { method: 'private_key_jwt', owns: 'secret', notBy: 'client_secret_jwt' },
    features: ['private_key_jwt'],
    present: bySecretJwt,
  },
  'basic-client-by-post': {
    traits: { method: 'client_secret_basic', notBy: 'client_secret_post' },
    features: ['client_secret_basic'],
    present: (): Probe => ({ method: 'client_secret_post' }),
  },
  'basic-client-by-private-key': {
    traits: { method: 'client_secret_basic', owns: 'key', notBy: 'private_key_jwt' },
    features: ['client_secret_basic', 'private_key_jwt'],
    present: byOwnKey,
  },
  'basic-client-by-secret-jwt': {
    traits: { method: 'client_secret_basic', notBy: 'client_secret_jwt' },
    features: ['client_secret_basic'],
    present: bySecretJwt,
  },
  'post-client-by-secret-jwt': {
    traits: { method: 'client_secret_post', notBy: 'client_secret_jwt' },
    features: ['client_secret_post'],
    present: bySecretJwt,
  },
  'private-key-client-by-basic-without-secret': {
    traits: { method: 'private_key_jwt', notBy: 'client_secret_basic' },
    features: ['private_key_jwt'],
    present: (): Probe => ({ method: 'client_secret_basic', secret: '' }),
  },
  'post-client-by-basic': {
    traits: { method: 'client_secret_post', notBy: 'client_secret_basic' },
    features: ['client_secret_post'],
    present: (): Probe => ({ method: 'client_secret_basic' }),
  },
  // Where an algorithm is registered, that alone may keep another one out.
  'private-key-client-by-secret-jwt-not-pinned': {
    traits: { method: 'private_key_jwt', owns: 'secret', notBy: 'client_secret_jwt', pinned: false },
    features: ['private_key_jwt'],
    present: bySecretJwt,
  },
  'secret-jwt-client-by-private-key-not-pinned': {
    traits: { method: 'client_secret_jwt', owns: 'key', notBy: 'private_key_jwt', pinned: false },
    features: ['client_secret_jwt', 'private_key_jwt'],
    present: byOwnKey,
  },
  'secret-jwt-client-by-basic': {
    traits: { method: 'client_secret_jwt', notBy: 'client_secret_basic' },
    features: ['client_secret_jwt'],
    present: (): Probe => ({ method: 'client_secret_basic' }),
  },
  'secret-jwt-client-by-post': {
    traits: { method: 'client_secret_jwt', notBy: 'client_secret_post' },
    features: ['client_secret_jwt'],
    present: (): Probe => ({ method: 'client_secret_post' }),
  },
} as const;

// The registered method is that of two endpoints (RFC 7591 §2, RFC 9126 §2), and of all where one policy is promised.
const { token, par, introspection, revocation } = authenticatingEndpoints;
const profiles: Profile[] = ['fapi2', 'authproof'];
const furtherBySecret = {
  introspection: { ...introspection, profiles },
  revocation: { ...revocation, profiles },
};

export default testCase({
  title: 'A right credential is refused when it comes by another method than the registered one',
  verifies: ['CA-008'],
  variants: cross(attempts, { token, par, ...furtherBySecret }),
  async run({ oauth }, { traits, present, endpoint }) {
    const client = await oauth.client(traits);
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, present(client, endpoint)));
    await control(oauth.call(endpoint, client));
  },
});
