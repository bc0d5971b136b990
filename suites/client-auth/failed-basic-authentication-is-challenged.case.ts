import assert from 'node:assert/strict';
import {
  authenticatingEndpoints,
  control,
  cross,
  describeReply,
  header,
  type Probe,
  testCase,
  Untestable,
} from '../harness/index.ts';

const failures: Record<string, { probe: Probe }> = {
  'wrong-secret': { probe: { secret: 'wrong-by-intention' } },
  'unknown-client': { probe: { clientId: 'authproof-unknown-client' } },
};

export default testCase({
  title: 'A failed Basic authentication is answered 401 with a Basic challenge',
  verifies: ['CA-065'],
  features: ['client_secret_basic'],
  variants: cross(failures, authenticatingEndpoints),
  async run({ oauth }, { probe, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_basic' });
    await control(oauth.call(endpoint, client));
    const reply = await oauth.call(endpoint, client, probe);
    if (reply.kind === 'accepted')
      throw new Untestable(`was not refused, which other requirements judge: ${describeReply(reply)}`);
    if (reply.status === 429 || reply.status === 503)
      throw new Untestable(`not answered now: ${describeReply(reply)}`);
    assert.equal(reply.status, 401, `not answered 401: ${describeReply(reply)}`);
    assert.match(
      header(reply, 'www-authenticate') ?? '',
      /(?:^|,)\s*Basic(?:\s|,|$)/i,
      `no Basic challenge: ${describeReply(reply)}`,
    );
    await control(oauth.call(endpoint, client));
  },
});
