import {
  type CaseContext,
  type Client,
  claimsOf,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  jwtBearerAssertionType,
  NotApplicable,
  testCase,
} from '../harness/index.ts';

type Kind = { token(client: Client, context: CaseContext, at: EndpointName): Promise<string> };
type Row = Kind & { endpoint?: EndpointName };

/** Signed by the client's own key, so that nothing but the purpose is wrong, except for the server's own token. */
const kinds = {
  'dpop-proof': { token: async (client, context, at) => dpopProof(client, context, at) },
  'request-object': { token: async (client, _, at) => requestObject(client, at, 'oauth-authz-req+jwt') },
  // RFC 9101 §10.8 leaves the type to the client.
  'request-object-without-type': { token: async (client, _, at) => requestObject(client, at) },
  'access-token': { token: accessToken },
} satisfies Record<string, Kind>;

const variants: Record<string, Row> = { ...kinds, ...cross(kinds, furtherEndpoints) };

export default testCase({
  title: 'A token that was made for another purpose does not authenticate its client',
  verifies: ['CA-033'],
  features: ['private_key_jwt'],
  variants,
  async run(context, { token, endpoint = 'token' }) {
    const { oauth } = context;
    const client = await oauth.client({ method: 'private_key_jwt' });
    await control(oauth.call(endpoint, client, { form: { client_id: client.id } }));
    const client_assertion = await token(client, context, endpoint);
    const form = { client_id: client.id, client_assertion_type: jwtBearerAssertionType, client_assertion };
    expectRefused(await oauth.call(endpoint, client, { form }));
    await control(oauth.call(endpoint, client, { form: { client_id: client.id } }));
  },
});

/** RFC 9449 §4.2. */
function dpopProof(client: Client, { oauth }: CaseContext, endpoint: EndpointName): string {
  const { jti, iat } = claimsOf(client.assertion());
  const jwk = JSON.stringify(client.publicKey.export({ format: 'jwk' }));
  return client.assertion({
    header: { typ: 'dpop+jwt', kid: undefined, jwk: JSON.parse(jwk) },
    raw: { claims: JSON.stringify({ jti, iat, htm: 'POST', htu: oauth.url(endpoint) }) },
  });
}

/** RFC 9101 §4, which wants no subject so that this is never taken for an assertion (§10.8). */
function requestObject(client: Client, endpoint: EndpointName, typ?: string): string {
  return client.assertion({
    endpoint,
    header: { typ },
    claims: {
      sub: undefined,
      client_id: client.id,
      response_type: 'code',
      redirect_uri: 'https://client.example/cb',
    },
  });
}

/** RFC 9068. */
async function accessToken(client: Client, { oauth, note }: CaseContext): Promise<string> {
  const { json } = await control(oauth.token(client));
  const token = String(json?.access_token);
  if (token.split('.').length !== 3) throw new NotApplicable('the access tokens of this target are no JWTs');
  note(
    "the server's key signed this token, so it may be refused for its signature before its purpose is looked at",
  );
  return token;
}
