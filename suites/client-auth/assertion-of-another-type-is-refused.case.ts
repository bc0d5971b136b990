import {
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

/** RFC 9068 §2.1, RFC 9449 §4.2, OIDC Back-Channel Logout §2.4, RFC 8417 §2.3, RFC 9101 §4. */
const types = {
  'access-token': { typ: 'at+jwt' },
  'dpop-proof': { typ: 'dpop+jwt' },
  'logout-token': { typ: 'logout+jwt' },
  'security-event': { typ: 'secevent+jwt' },
  'request-object': { typ: 'oauth-authz-req+jwt' },
  // RFC 7515 §4.1.9, RFC 2045 §5.1: the same type.
  'access-token-in-full': { typ: 'application/at+jwt' },
  'access-token-in-upper-case': { typ: 'AT+JWT' },
};

const { 'access-token': accessToken } = types;
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = { method: 'private_key_jwt' | 'client_secret_jwt'; typ: string; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, types),
  ...cross(cross({ 'private-key-jwt': byKey }, { 'access-token': accessToken }), furtherEndpoints),
};

export default testCase({
  title: 'An assertion that is right but for a type of another kind of token is refused',
  verifies: ['CA-063'],
  variants,
  async run({ oauth }, { method, typ, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint, header: { typ } });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});
