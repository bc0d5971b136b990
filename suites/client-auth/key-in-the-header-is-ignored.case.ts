import {
  type Client,
  certificateChain,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  type KeyObject,
  type NamedKid,
  namedKids,
  publicJwkOf,
  signerOfEachFamily,
  strangersKey,
  testCase,
} from '../harness/index.ts';

type Header = Record<string, Json | undefined>;

/** How an assertion brings the key along that it is signed with. */
type Carrier = { carry(key: KeyObject, name: { kid?: string; alg: string }, client: Client): Header };

const jwk: Carrier['carry'] = (key, name) => ({ jwk: { ...(publicJwkOf(key) as Header), ...name } as Json });
/** The certificate names the client, as one that was issued to it would. */
const x5c: Carrier['carry'] = (key, _, client) => ({
  x5c: certificateChain(key, client.id).map((der) => der.toString('base64')),
});

const carriers = {
  jwk: { carry: jwk },
  x5c: { carry: x5c },
  jwks: { carry: (...of) => ({ jwks: { keys: [jwk(...of).jwk ?? null] } }) },
  'jwk-and-x5c': { carry: (...of) => ({ ...jwk(...of), ...x5c(...of) }) },
} satisfies Record<string, Carrier>;

const method = { method: 'private_key_jwt', features: ['private_key_jwt'] } as const;
const { hs256: _, ...signers } = signerOfEachFamily;
const { 'foreign-kid': foreignKid } = namedKids;

type Row = Carrier & NamedKid & { method: 'private_key_jwt'; alg?: string; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross({ 'private-key-jwt': method }, cross(carriers, namedKids)),
  ...(cross(signers, cross(carriers, { 'foreign-kid': foreignKid })) as Record<string, Row>),
  ...cross({ 'private-key-jwt': method }, cross(cross({ jwk: carriers.jwk }, namedKids), furtherEndpoints)),
};

export default testCase({
  title: 'A key that an assertion brings along in its header verifies nothing',
  verifies: ['CA-028@2'],
  variants,
  async run({ oauth }, { alg: wanted, carry, kidOf, endpoint = 'token' }) {
    const client = await oauth.client({ method: 'private_key_jwt', ...(wanted && { alg: wanted }) });
    const alg = client.alg ?? 'ES256';
    const kid = kidOf(client);
    await control(oauth.call(endpoint, client));

    const key = await strangersKey(alg);
    const header = { kid, ...carry(key, { alg, ...(kid && { kid }) }, client) };
    const assertion = client.assertion({ endpoint, header, signWith: { alg, key } });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});
