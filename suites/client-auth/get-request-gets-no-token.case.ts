import assert from 'node:assert/strict';
import { control, cross, describeReply, testCase } from '../harness/index.ts';

const methods = {
  'client-secret-basic': { method: 'client_secret_basic', features: ['client_secret_basic'] },
  'client-secret-post': { method: 'client_secret_post', features: ['client_secret_post'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
} as const;

const ways = {
  'form-in-url': { get: 'form-in-url' },
  'form-in-body': { get: 'form-in-body' },
} as const;

export default testCase({
  title: 'A GET request with right credentials gets no token',
  verifies: ['CA-048'],
  variants: cross(methods, ways),
  async run({ oauth }, { method, get }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const reply = await oauth.token(client, { get });
    assert.notEqual(reply.kind, 'accepted', `a token by GET: ${describeReply(reply)}`);
    await control(oauth.token(client));
  },
});
