import {
  type CaseContext,
  control,
  cross,
  type EndpointName,
  expectNeverFetched,
  expectRefused,
  furtherEndpoints,
  type Json,
  type KeyObject,
  NotApplicable,
  type Offered,
  type Probe,
  publicJwkOf,
  strangersKey,
  testCase,
} from '../harness/index.ts';

type Signed = { key: KeyObject; alg: string; kid: string };
/** Where keys may be discovered: an address of the harness's own. */
type Place = { offer(sink: CaseContext['sink'], signed: Signed): Promise<Offered> };
/** How an assertion, and the request beside it, name that address. */
type Name = {
  claims(url: string): Record<string, Json>;
  beside?(url: string): Probe;
  /** It is whose keys they would be, rather than where they are. */
  identifies?: true;
};

const places = {
  'at-a-path': { offer: (sink, signed) => sink.offer((url) => aboutItself(url, signed)) },
  // For whoever keeps but the origin of a URL to look at its well-known places.
  'at-an-origin': { offer: (sink, signed) => sink.offerOrigin((url) => aboutItself(url, signed)) },
  'over-tls': { offer: (sink) => sink.offerOverTls() },
} satisfies Record<string, Place>;

const names = {
  issuer: { identifies: true, claims: (url) => ({ iss: url }) },
  client: {
    identifies: true,
    claims: (url) => ({ iss: url, sub: url }),
    beside: (clientId) => ({ clientId }),
  },
} satisfies Record<string, Name>;

const { 'at-a-path': atAPath } = places;
const clientIdToo = {
  ...names.client,
  beside: (url) => ({ clientId: url, form: { client_id: url } }),
} satisfies Name;

/** By members that mean this in a header, or where a client is registered. */
const member = { claims: (url) => ({ jku: url, jwks_uri: url }) } satisfies Name;

type Row = Name & Place & { signedBy: 'a stranger' | 'the client'; endpoint?: EndpointName };

const forged = { signedBy: 'a stranger' } as const;
const right = { signedBy: 'the client' } as const;

const variants: Record<string, Row> = {
  ...cross({ forged }, cross(names, places)),
  ...cross({ forged }, cross({ 'client-and-client-id': clientIdToo, member }, { 'at-a-path': atAPath })),
  ...cross({ forged }, cross({ client: { ...names.client, ...atAPath } }, furtherEndpoints)),
  ...cross({ right }, cross({ issuer: names.issuer, member }, { 'at-a-path': atAPath })),
};

export default testCase({
  title: 'Keys are never discovered at an address in the claims, be it of the issuer, the client or the keys',
  verifies: ['CA-028@2'],
  features: ['private_key_jwt'],
  variants,
  async run({ oauth, sink }, { claims, beside, identifies, offer, signedBy, endpoint = 'token' }) {
    if (identifies && oauth.clientIdsFetchedBy)
      throw new NotApplicable(`fetched by design, as ${oauth.clientIdsFetchedBy} in the metadata says`);
    const client = await oauth.client({ method: 'private_key_jwt' });
    await control(oauth.call(endpoint, client));

    const alg = client.alg ?? 'ES256';
    const key = await strangersKey(alg);
    const offered = await offer(sink, { key, alg, kid: 'a-key-of-nobody' });
    const stranger = { header: { kid: 'a-key-of-nobody' }, signWith: { alg, key } };
    const assertion = client.assertion({
      endpoint,
      claims: claims(offered.url),
      ...(signedBy === 'a stranger' && stranger),
    });
    const reply = await oauth.call(endpoint, client, { assertion, ...beside?.(offered.url) });
    // Rightly signed it may be accepted, as far as this goes: an address that is ignored does no harm.
    if (signedBy === 'a stranger') expectRefused(reply);
    await expectNeverFetched([offered], oauth, { client, endpoint });
  },
});

/** One document that is whatever may be looked for there: metadata of an issuer, those of a client, and keys. */
function aboutItself(url: string, { key, alg, kid }: Signed) {
  const issuer = { issuer: url, jwks_uri: `${url}/jwks` };
  const client = { client_id: url, token_endpoint_auth_method: 'private_key_jwt' };
  const keys = [{ ...publicJwkOf(key), kid, use: 'sig', alg }];
  return { type: 'application/json', body: JSON.stringify({ ...issuer, ...client, keys }) };
}
