import {
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  type NamedKid,
  namedKids,
  publicJwkOf,
  strangersKey,
  testCase,
} from '../harness/index.ts';

/** Where claims hold a key: RFC 7800 §3.2, OpenID Federation 1.0 §3.1, OIDC Self-Issued §7.4; and as a header would. */
const members = {
  'confirmation-key': { claims: (jwk: Json) => ({ cnf: { jwk } }) },
  'key-set': { claims: (jwk: Json) => ({ jwks: { keys: [jwk] } }) },
  'key-of-the-subject': { claims: (jwk: Json) => ({ sub_jwk: jwk }) },
  jwk: { claims: (jwk: Json) => ({ jwk }) },
};

const { 'confirmation-key': confirmation } = members;
const { 'foreign-kid': foreignKid, 'own-kid': ownKid, 'no-kid': noKid } = namedKids;

type Row = (typeof members)[keyof typeof members] & NamedKid & { endpoint?: EndpointName };

const variants: Record<string, Row> = {
  // Where no key is found, and where one is found that does not verify.
  ...cross(members, { 'foreign-kid': foreignKid, 'own-kid': ownKid }),
  ...cross({ 'confirmation-key': confirmation }, { 'no-kid': noKid }),
  ...cross(cross({ 'confirmation-key': confirmation }, { 'foreign-kid': foreignKid }), furtherEndpoints),
};

export default testCase({
  title: 'A key that an assertion brings along in its claims verifies nothing',
  verifies: ['CA-028@2'],
  features: ['private_key_jwt'],
  variants,
  async run({ oauth }, { claims, kidOf, endpoint = 'token' }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    const alg = client.alg ?? 'ES256';
    const kid = kidOf(client);
    await control(oauth.call(endpoint, client));

    const key = await strangersKey(alg);
    const jwk = { ...(publicJwkOf(key) as Record<string, Json>), alg, ...(kid && { kid }) };
    const forged = { header: { kid }, claims: claims(jwk), signWith: { alg, key } };
    const assertion = client.assertion({ endpoint, ...forged });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});
