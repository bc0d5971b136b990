import {
  type CaseContext,
  type Client,
  certificateChain,
  control,
  cross,
  type EndpointName,
  expectNeverFetched,
  expectRefused,
  furtherEndpoints,
  type Json,
  type KeyObject,
  keySet,
  type NamedKid,
  namedKids,
  type Offered,
  publicJwkOf,
  strangersKey,
  testCase,
  toPem,
} from '../harness/index.ts';

type Signed = { key: KeyObject; alg: string; kid: string | undefined };
type Pointing = { header: Record<string, Json | undefined>; offered: Offered[] };
/** Header members that lead to the key at an address of the harness's own. */
type Location = { point(sink: CaseContext['sink'], signed: Signed, client: Client): Promise<Pointing> };

const jku = {
  point: async (sink, signed) => {
    const offered = await sink.offer(keySetOf(signed));
    return { header: { jku: offered.url }, offered: [offered] };
  },
} satisfies Location;

const x5u = {
  point: async (sink, { key }, client) => {
    const body = toPem(certificateChain(key, client.id));
    const offered = await sink.offer({ type: 'application/pem-certificate-chain', body });
    return { header: { x5u: offered.url }, offered: [offered] };
  },
} satisfies Location;

const overTls = (member: string): Location => ({
  point: async (sink) => {
    const offered = await sink.offerOverTls();
    return { header: { [member]: offered.url }, offered: [offered] };
  },
});

const locations = {
  jku,
  x5u,
  'jwks-uri': {
    point: async (sink, signed) => {
      const offered = await sink.offer(keySetOf(signed));
      return { header: { jwks_uri: offered.url }, offered: [offered] };
    },
  },
  'jku-over-tls': overTls('jku'),
  'x5u-over-tls': overTls('x5u'),
  'jwk-with-x5u': {
    point: async (sink, signed, client) => {
      const { header, offered } = await x5u.point(sink, signed, client);
      return { header: { jwk: { ...(publicJwkOf(signed.key) as object), ...header } as Json }, offered };
    },
  },
  'jku-and-x5u': {
    point: async (sink, signed, client) => {
      const both = await Promise.all([jku.point(sink, signed), x5u.point(sink, signed, client)]);
      return {
        header: Object.assign({}, ...both.map(({ header }) => header)),
        offered: both.flatMap(({ offered }) => offered),
      };
    },
  },
} satisfies Record<string, Location>;

/** A kid that is an address takes the place of any other. */
const kid = {
  point: async (sink, signed) => {
    const offered = await sink.offer((url) => keySetOf({ ...signed, kid: url }));
    return { header: { kid: offered.url }, offered: [offered] };
  },
} satisfies Location;

/** For whoever looks at the well-known places of its origin. */
const kidOfAnOrigin = {
  point: async (sink, signed) => {
    const offered = await sink.offerOrigin((url) => keySetOf({ ...signed, kid: url }));
    return { header: { kid: offered.url }, offered: [offered] };
  },
} satisfies Location;

const { 'own-kid': ownKid, 'foreign-kid': foreignKid } = namedKids;
const forged = { signedBy: 'a stranger' } as const;
const right = { signedBy: 'the client' } as const;
const published = { keys: 'published', features: ['jwks-uri'] } as const;

type Row = Location &
  NamedKid & { signedBy: 'a stranger' | 'the client'; endpoint?: EndpointName; keys?: 'published' };

const variants: Record<string, Row> = {
  ...cross({ forged }, cross(locations, namedKids)),
  ...cross(
    { forged },
    { kid: { ...kid, ...foreignKid }, 'kid-of-an-origin': { ...kidOfAnOrigin, ...foreignKid } },
  ),
  ...cross({ right }, cross({ ...locations, kid }, { 'own-kid': ownKid })),
  ...cross({ forged }, cross(cross({ jku }, { 'foreign-kid': foreignKid }), furtherEndpoints)),
  ...cross({ right }, cross(cross({ jku }, { 'own-kid': ownKid }), furtherEndpoints)),
  ...cross({ forged }, cross(cross({ jku }, namedKids), { published })),
};

export default testCase({
  title: 'Keys are never fetched from where an assertion says that they are',
  verifies: ['CA-028@2'],
  features: ['private_key_jwt'],
  variants,
  async run({ oauth, sink }, { point, kidOf, signedBy, keys, endpoint = 'token' }) {
    const client = await oauth.client({ method: 'private_key_jwt', ...(keys && { keys }) });
    const alg = client.alg ?? 'ES256';
    const kid = kidOf(client);
    await control(oauth.call(endpoint, client));

    const key = await strangersKey(alg);
    const { header, offered } = await point(sink, { key, alg, kid }, client);
    const signWith = signedBy === 'a stranger' ? { signWith: { alg, key } } : {};
    const assertion = client.assertion({ endpoint, header: { kid, ...header }, ...signWith });
    const reply = await oauth.call(endpoint, client, { assertion });
    // Rightly signed it may be accepted: an address that is ignored does no harm.
    if (signedBy === 'a stranger') expectRefused(reply);
    await expectNeverFetched(offered, oauth, { client, endpoint, publishing: keys && client });
  },
});

function keySetOf({ key, alg, kid }: Signed) {
  return keySet([{ ...publicJwkOf(key), ...(kid && { kid }), use: 'sig', alg }]);
}
