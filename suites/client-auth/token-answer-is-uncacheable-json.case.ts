import assert from 'node:assert/strict';
import { confidentialMethods, control, describeReply, header, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An answer with a token is JSON that nobody may store',
  verifies: ['CA-048'],
  variants: confidentialMethods,
  async run({ oauth }, { method }) {
    const reply = await control(oauth.token(await oauth.client({ method })));
    const caching = header(reply, 'cache-control') ?? 'none';
    assert.match(caching, /\bno-store\b/i, `Cache-Control is ${caching}: ${describeReply(reply)}`);
    const type = header(reply, 'content-type') ?? 'none';
    assert.match(type, /^application\/json\s*(;|$)/i, `Content-Type is ${type}: ${describeReply(reply)}`);
  },
});
