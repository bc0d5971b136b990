import assert from 'node:assert/strict';
import {
  type ClientAuthMethod,
  control,
  describeReply,
  header,
  type Probe,
  requireComparable,
  testCase,
  Untestable,
  type Variant,
} from '../harness/index.ts';

/** RFC 6749 §5.2: of the client and of its request, which may be answered in different places. */
const bySecret = { method: 'client_secret_basic', features: ['client_secret_basic'] } as const;
const byKey = { method: 'private_key_jwt', features: ['private_key_jwt'] } as const;
const refusals: Record<string, Variant & { method: ClientAuthMethod; probe: Probe }> = {
  'wrong-secret': { ...bySecret, probe: { secret: 'wrong-by-intention' } },
  'unsupported-grant': { ...bySecret, probe: { form: { grant_type: 'urn:example:no-such-grant' } } },
  'malformed-assertion': { ...byKey, probe: { assertion: 'not-an-assertion' } },
  'repeated-parameter': {
    ...bySecret,
    probe: { form: { grant_type: ['client_credentials', 'client_credentials'] } },
  },
};

export default testCase({
  title: 'A refusal of the token endpoint is JSON that names its error',
  verifies: ['CA-048'],
  variants: refusals,
  async run({ oauth }, { method, probe }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const reply = await oauth.token(client, probe);
    requireComparable(reply);
    if (reply.status < 400 || reply.status >= 500)
      throw new Untestable(`no client error: ${describeReply(reply)}`);
    const type = header(reply, 'content-type') ?? 'none';
    assert.match(type, /^application\/json\s*(;|$)/i, `Content-Type is ${type}: ${describeReply(reply)}`);
    assert.ok(reply.error, `no error is named: ${describeReply(reply)}`);
    await control(oauth.token(client));
  },
});
