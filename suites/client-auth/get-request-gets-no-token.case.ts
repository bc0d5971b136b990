import assert from 'node:assert/strict';
import { confidentialMethods, control, cross, describeReply, testCase } from '../harness/index.ts';

const ways = {
  'form-in-url': { get: 'form-in-url' },
  'form-in-body': { get: 'form-in-body' },
} as const;

export default testCase({
  title: 'A GET request with right credentials gets no token',
  verifies: ['CA-048'],
  variants: cross(confidentialMethods, ways),
  async run({ oauth }, { method, get }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const reply = await oauth.token(client, { get });
    assert.notEqual(reply.kind, 'accepted', `a token by GET: ${describeReply(reply)}`);
    await control(oauth.token(client));
  },
});
