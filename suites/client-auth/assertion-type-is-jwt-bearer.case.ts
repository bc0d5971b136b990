import { control, cross, expectRefused, jwtBearerAssertionType, testCase } from '../harness/index.ts';

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

export default testCase({
  title: 'An assertion is refused when its type parameter is not exactly the JWT-bearer URN',
  verifies: ['CA-034'],
  variants: cross(methods, {
    missing: { type: undefined },
    empty: { type: '' },
    saml: { type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
    'grant-type': { type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
    'upper-case': { type: jwtBearerAssertionType.toUpperCase() },
    'trailing-space': { type: `${jwtBearerAssertionType} ` },
    'leading-space': { type: ` ${jwtBearerAssertionType}` },
    'cut-short': { type: jwtBearerAssertionType.slice(0, -1) },
    longer: { type: `${jwtBearerAssertionType}:2` },
    'last-word-only': { type: 'jwt-bearer' },
  }),
  async run({ oauth }, { method, type }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { form: { client_assertion_type: type } }));
    await control(oauth.token(client));
  },
});
