import assert from 'node:assert/strict';
import {
  authenticatingEndpoints,
  type Client,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  cross,
  describeReply,
  type EndpointName,
  furtherEndpoints,
  nobodyLike,
  type Probe,
  requireComparable,
  testCase,
  type Variant,
  visibleOf,
  wrongCredential,
} from '../harness/index.ts';

/** The known client, and how both are presented where that is not its method: RFC 6749 §5.2 calls all of it invalid_client. */
type Row = Variant & { method?: ClientAuthMethod; by?: ClientAuthMethod; state?: 'disabled' };

const { 'client-secret-basic': basic, 'private-key-jwt': byKey } = confidentialMethods;
const keyByBasic: Record<string, Row> = {
  'private-key-jwt-by-basic': { ...byKey, by: 'client_secret_basic' },
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
  ...cross({ ...keyByBasic, ...basicByIdAlone, ...byOtherMethods }, { token }),
  ...cross({ ...keyByBasic, ...basicByIdAlone }, furtherEndpoints),
  ...cross(disabled, { token, par }), // at the others it would have to show a token, and it has none
};

export default testCase({
  title: 'An unknown client is answered exactly as a known one that fails to authenticate',
  verifies: ['CA-010'],
  variants,
  async run({ oauth }, { method, by, state, endpoint }) {
    const client = await oauth.client({
      ...(method && { method }),
      ...(by && { notBy: by }),
      ...(state && { state }),
    });
    const served = state ? await oauth.client({ method: client.method }) : client;
    const fail = async (id: string) =>
      oauth.call(endpoint, client, await failing(client, by ?? client.method, id, endpoint));
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
): Promise<Probe> {
  if (method === 'none') return { method, clientId };
  return { ...(await wrongCredential(client, { method, clientId, endpoint })), method };
}
