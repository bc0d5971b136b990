import assert from 'node:assert/strict';
import {
  authenticatingEndpoints,
  basic,
  type ClientTraits,
  control,
  cross,
  describeReply,
  header,
  type Probe,
  requireComparable,
  testCase,
  type Variant,
} from '../harness/index.ts';

/** What can't be read may be called a malformed request too, which is 400 (RFC 6749 §5.2). */
type Failure = { probe: Probe; or?: 400; traits?: ClientTraits };

const failures: Record<string, Failure> = {
  'wrong-secret': { probe: { secret: 'wrong-by-intention' } },
  'unknown-client': { probe: { clientId: 'authproof-unknown-client' } },
};
const unreadable: Record<string, Failure> = {
  'header-not-base64': { probe: { authorization: 'Basic !!!' }, or: 400 },
  'header-without-a-colon': { probe: { authorization: basic('no-colon') }, or: 400 },
};

/** Who failed by this header was not authenticated by it, whatever the client is registered for. */
const ofOthers: Record<string, Failure & Variant> = {
  'private-key-client': {
    traits: { method: 'private_key_jwt', notBy: 'client_secret_basic' },
    features: ['private_key_jwt'],
    probe: { method: 'client_secret_basic', secret: 'wrong-by-intention' },
  },
  'post-client': {
    traits: { method: 'client_secret_post', notBy: 'client_secret_basic' },
    features: ['client_secret_post'],
    probe: { method: 'client_secret_basic', secret: 'wrong-by-intention' },
  },
};

const { token } = authenticatingEndpoints;

export default testCase({
  title: 'A failed Basic authentication is answered 401 with a Basic challenge',
  verifies: ['CA-065'],
  features: ['client_secret_basic'],
  variants: {
    ...cross(failures, authenticatingEndpoints),
    ...cross({ ...unreadable, ...ofOthers }, { token }),
  },
  async run({ oauth }, { probe, or, traits, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_basic', ...traits });
    await control(oauth.call(endpoint, client));
    const reply = await oauth.call(endpoint, client, probe);
    requireComparable(reply);
    if (reply.status === or) return;
    assert.equal(reply.status, 401, `not answered 401: ${describeReply(reply)}`);
    assert.match(
      header(reply, 'www-authenticate') ?? '',
      /(?:^|,)\s*Basic(?:\s|,|$)/i,
      `no Basic challenge: ${describeReply(reply)}`,
    );
    await control(oauth.call(endpoint, client));
  },
});
