import assert from 'node:assert/strict';
import {
  authenticatingEndpoints,
  type Client,
  control,
  cross,
  describeReply,
  type EndpointName,
  nobodyLike,
  type Probe,
  requireComparable,
  strangersKey,
  testCase,
  visibleOf,
} from '../harness/index.ts';

/** The same bad credential in the name of any client. */
type Attempt = { present(client: Client, id: string, endpoint: EndpointName): Promise<Probe> | Probe };

const wrongSecret: Attempt = {
  present: (_, clientId) => ({ clientId, secret: 'wrong-by-intention' }),
};
const forged: Attempt = {
  async present(client, clientId, endpoint) {
    const alg = client.alg ?? 'ES256';
    const key = alg.startsWith('HS') ? Buffer.alloc(64, 'wrong') : await strangersKey(alg);
    const claims = { iss: clientId, sub: clientId };
    return { clientId, assertion: client.assertion({ endpoint, claims, signWith: { alg, key } }) };
  },
};

const attempts = {
  'client-secret-basic': { method: 'client_secret_basic', features: ['client_secret_basic'], ...wrongSecret },
  'client-secret-post': { method: 'client_secret_post', features: ['client_secret_post'], ...wrongSecret },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'], ...forged },
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'], ...forged },
} as const;

export default testCase({
  title: 'An unknown client is answered exactly as a known one whose credential is wrong',
  verifies: ['CA-010'],
  variants: cross(attempts, authenticatingEndpoints),
  async run({ oauth }, { method, present, endpoint }) {
    const client = await oauth.client({ method });
    const nobody = nobodyLike(client.id);
    await control(oauth.call(endpoint, client));
    const known = await oauth.call(endpoint, client, await present(client, client.id, endpoint));
    const unknown = await oauth.call(endpoint, client, await present(client, nobody, endpoint));
    await control(oauth.call(endpoint, client));
    for (const reply of [known, unknown]) requireComparable(reply);
    const [ofUnknown, ofKnown] = [visibleOf(unknown, nobody), visibleOf(known, client.id)];
    const parts = ['status', 'error', 'challenge', 'body'] as const;
    const differing = parts.filter((part) => ofUnknown[part] !== ofKnown[part]).join(' and ');
    assert.deepEqual(
      ofUnknown,
      ofKnown,
      `told apart by ${differing}: unknown ${describeReply(unknown)}, known ${describeReply(known)}`,
    );
  },
});
