import assert from 'node:assert/strict';
import {
  assemble,
  authenticatingEndpoints,
  type Client,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  cross,
  describeReply,
  dissect,
  type EndpointName,
  furtherEndpoints,
  type Json,
  nobodyLike,
  type Probe,
  requireComparable,
  testCase,
  type Variant,
  visibleOf,
  withHeader,
  wrongCredential,
} from '../harness/index.ts';

/** The known client, and how both are presented where that is not its method: RFC 6749 §5.2 calls all of it invalid_client. */
type Row = Variant & {
  method?: ClientAuthMethod;
  by?: ClientAuthMethod;
  state?: 'disabled';
  /** Of the assertion's header, which is looked at before the signature. */
  header?: Record<string, Json>;
};

const {
  'client-secret-basic': basic,
  'client-secret-jwt': byHmac,
  'private-key-jwt': byKey,
} = confidentialMethods;
const keyByBasic: Record<string, Row> = {
  'private-key-jwt-by-basic': { ...byKey, by: 'client_secret_basic' },
};
/** What no key of the client's is found by, or no algorithm of its own is. */
const byOtherHeaders: Record<string, Row> = {
  'private-key-jwt-by-a-foreign-kid': { ...byKey, header: { kid: 'a-key-of-nobody' } },
  'private-key-jwt-by-another-algorithm': { ...byKey, header: { alg: 'HS256' } },
  'private-key-jwt-by-no-algorithm': { ...byKey, header: { alg: 'none' } },
  'client-secret-jwt-by-another-algorithm': { ...byHmac, header: { alg: 'ES256' } },
};
const basicByIdAlone: Record<string, Row> = {
  'client-secret-basic-by-client-id-alone': { ...basic, by: 'none' },
};
const byOtherMethods: Record<string, Row> = {
  'private-key-jwt-by-post': { ...byKey, by: 'client_secret_post' },
  'client-secret-basic-by-private-key-jwt': { ...basic, by: 'private_key_jwt' },
  'private-key-jwt-by-client-id-alone': { ...byKey, by: 'none' },
};
const disabled: Record<string, Row> = {
  'disabled-client': { features: ['disabled-client'], state: 'disabled' },
};

const { token, par } = authenticatingEndpoints;
const variants: Record<string, Row & { endpoint: EndpointName }> = {
  ...cross(confidentialMethods, authenticatingEndpoints),
  ...cross({ ...keyByBasic, ...basicByIdAlone, ...byOtherMethods, ...byOtherHeaders }, { token }),
  ...cross({ ...keyByBasic, ...basicByIdAlone }, furtherEndpoints),
  ...cross(disabled, { token, par }), // at the others it would have to show a token, and it has none
};

export default testCase({
  title: 'An unknown client is answered exactly as a known one that fails to authenticate',
  verifies: ['CA-010'],
  variants,
  async run({ oauth }, { method, by, state, header, endpoint }) {
    const client = await oauth.client({
      ...(method && { method }),
      ...(by && { notBy: by }),
      ...(state && { state }),
    });
    const served = state ? await oauth.client({ method: client.method }) : client;
    const fail = async (id: string) =>
      oauth.call(endpoint, client, await failing(client, by ?? client.method, id, endpoint, header));
    const nobody = nobodyLike(client.id);
    await control(oauth.call(endpoint, served));
    const known = await fail(client.id);
    const unknown = await fail(nobody);
    await control(oauth.call(endpoint, served));
    for (const reply of [known, unknown]) requireComparable(reply);
    const [ofUnknown, ofKnown] = [visibleOf(unknown, nobody), visibleOf(known, client.id)];
    const parts = ['status', 'error', 'challenge', 'headers', 'body'] as const;
    const differing = parts.filter((part) => ofUnknown[part] !== ofKnown[part]).join(' and ');
    assert.deepEqual(
      ofUnknown,
      ofKnown,
      `told apart by ${differing}: unknown ${describeReply(unknown)}, known ${describeReply(known)}`,
    );
  },
});

/** The same bad credential in the name of any client, or nothing but the name. */
async function failing(
  client: Client,
  method: ClientAuthMethod,
  clientId: string,
  endpoint: EndpointName,
  header?: Record<string, Json>,
): Promise<Probe> {
  if (method === 'none') return { method, clientId };
  const wrong = { ...(await wrongCredential(client, { method, clientId, endpoint })), method };
  return header && wrong.assertion
    ? { ...wrong, assertion: assemble(withHeader(dissect(wrong.assertion), header)) }
    : wrong;
}
