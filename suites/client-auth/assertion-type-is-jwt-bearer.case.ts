import { control, expectRefused, jwtBearerAssertionType, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion is refused when its type parameter is not exactly the JWT-bearer URN',
  verifies: ['CA-034'],
  features: ['private_key_jwt'],
  variants: {
    missing: { type: undefined },
    empty: { type: '' },
    saml: { type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
    'grant-type': { type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
    'upper-case': { type: jwtBearerAssertionType.toUpperCase() },
    'trailing-space': { type: `${jwtBearerAssertionType} ` },
    'cut-short': { type: jwtBearerAssertionType.slice(0, -1) },
  },
  async run({ oauth }, { type }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { form: { client_assertion_type: type } }));
    await control(oauth.token(client));
  },
});
