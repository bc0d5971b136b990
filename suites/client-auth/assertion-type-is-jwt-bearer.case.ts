import {
  authenticatingEndpoints,
  control,
  cross,
  expectRefused,
  jwtBearerAssertionType,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

const types = {
  missing: { type: undefined },
  empty: { type: '' },
  saml: { type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
  'grant-type': { type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
  'token-type': { type: 'urn:ietf:params:oauth:token-type:jwt' },
  'escaped-once-more': { type: encodeURIComponent(jwtBearerAssertionType) },
  'upper-case': { type: jwtBearerAssertionType.toUpperCase() },
  'trailing-space': { type: `${jwtBearerAssertionType} ` },
  'leading-space': { type: ` ${jwtBearerAssertionType}` },
  'cut-short': { type: jwtBearerAssertionType.slice(0, -1) },
  longer: { type: `${jwtBearerAssertionType}:2` },
  'last-word-only': { type: 'jwt-bearer' },
};

export default testCase({
  title: 'An assertion is refused when its type parameter is not exactly the JWT-bearer URN',
  verifies: ['CA-034'],
  variants: cross(cross(jwtMethods, types), authenticatingEndpoints),
  async run({ oauth }, { method, type, endpoint }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, { form: { client_assertion_type: type } }));
    await control(oauth.call(endpoint, client));
  },
});
