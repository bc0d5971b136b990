import assert from 'node:assert/strict';
import { control, describeReply, header, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An answer with a token is JSON that nobody may store',
  verifies: ['CA-048'],
  variants: {
    'client-secret-basic': { method: 'client_secret_basic', features: ['client_secret_basic'] },
    'client-secret-post': { method: 'client_secret_post', features: ['client_secret_post'] },
    'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
    'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  } as const,
  async run({ oauth }, { method }) {
    const reply = await control(oauth.token(await oauth.client({ method })));
    const caching = header(reply, 'cache-control') ?? 'none';
    assert.match(caching, /\bno-store\b/i, `Cache-Control is ${caching}: ${describeReply(reply)}`);
    const type = header(reply, 'content-type') ?? 'none';
    assert.match(type, /^application\/json\s*(;|$)/i, `Content-Type is ${type}: ${describeReply(reply)}`);
  },
});
