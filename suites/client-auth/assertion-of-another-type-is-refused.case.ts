import { control, cross, expectRefused, jwtMethods, testCase } from '../harness/index.ts';

/** RFC 9068 §2.1, RFC 9449 §4.2, OIDC Back-Channel Logout §2.4, RFC 8417 §2.3, RFC 9101 §4. */
const types = {
  'access-token': { typ: 'at+jwt' },
  'dpop-proof': { typ: 'dpop+jwt' },
  'logout-token': { typ: 'logout+jwt' },
  'security-event': { typ: 'secevent+jwt' },
  'request-object': { typ: 'oauth-authz-req+jwt' },
};

export default testCase({
  title: 'An assertion that is right but for a type of another kind of token is refused',
  verifies: ['CA-063'],
  variants: cross(jwtMethods, types),
  async run({ oauth }, { method, typ }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion: client.assertion({ header: { typ } }) }));
    await control(oauth.token(client));
  },
});
