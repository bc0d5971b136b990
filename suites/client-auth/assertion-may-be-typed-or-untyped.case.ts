import { control, cross, expectAccepted, expectRefused, strangersKey, testCase } from '../harness/index.ts';

const methods = {
  'private-key-jwt': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    foreignKey: (alg: string) => strangersKey(alg),
  },
  'client-secret-jwt': {
    method: 'client_secret_jwt',
    features: ['client_secret_jwt'],
    foreignKey: async () => Buffer.alloc(64, 'stranger'),
  },
} as const;

/** Each beside another right type, by which the client is known to be fine. */
const types = {
  'client-authentication-jwt': { typ: 'client-authentication+jwt', other: 'JWT' },
  untyped: { typ: undefined, other: 'JWT' },
  jwt: { typ: 'JWT', other: 'client-authentication+jwt' },
};

export default testCase({
  title: 'An assertion authenticates whether it is typed as such, as a JWT, or not at all',
  verifies: ['CA-032'],
  variants: cross(methods, types),
  async run({ oauth }, { method, foreignKey, typ, other }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client, { assertion: client.assertion({ header: { typ: other } }) }));
    expectAccepted(await oauth.token(client, { assertion: client.assertion({ header: { typ } }) }));
    const alg = client.alg ?? 'HS256';
    const forged = client.assertion({ header: { typ }, signWith: { alg, key: await foreignKey(alg) } });
    expectRefused(await oauth.token(client, { assertion: forged }));
  },
});
