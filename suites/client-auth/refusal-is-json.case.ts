import assert from 'node:assert/strict';
import {
  control,
  describeReply,
  header,
  type Probe,
  requireComparable,
  testCase,
  Untestable,
} from '../harness/index.ts';

/** RFC 6749 §5.2: of the client and of its request, which may be answered in different places. */
const refusals: Record<string, { probe: Probe }> = {
  'wrong-secret': { probe: { secret: 'wrong-by-intention' } },
  'unsupported-grant': { probe: { form: { grant_type: 'urn:example:no-such-grant' } } },
  'repeated-parameter': { probe: { form: { grant_type: ['client_credentials', 'client_credentials'] } } },
};

export default testCase({
  title: 'A refusal of the token endpoint is JSON that names its error',
  verifies: ['CA-048'],
  features: ['client_secret_basic'],
  variants: refusals,
  async run({ oauth }, { probe }) {
    const client = await oauth.client({ method: 'client_secret_basic' });
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
