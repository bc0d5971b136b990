import assert from 'node:assert/strict';
import {
  claimsOf,
  control,
  describeReply,
  expectRefused,
  jwtMethods,
  testCase,
  Untestable,
} from '../harness/index.ts';

export default testCase({
  title: 'An assertion with two subjects is refused, or its token belongs to the last of them',
  verifies: ['CA-031'],
  features: ['introspection'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    const other = await oauth.client({ method, besides: client });
    await control(oauth.token(client));
    const claims = JSON.stringify(claimsOf(client.assertion()));
    const twice = `{"sub":${JSON.stringify(other.id)},${claims.slice(1)}`;
    const reply = await oauth.token(client, { assertion: client.assertion({ raw: { claims: twice } }) });
    if (reply.kind !== 'accepted') return expectRefused(reply);
    const token = String(reply.json?.access_token);
    const introspected = await control(oauth.call('introspection', client, { form: { token } }));
    const owner = introspected.json?.client_id;
    if (owner === undefined)
      throw new Untestable(`introspection names no client: ${describeReply(introspected)}`);
    assert.equal(owner, client.id, 'checked by the last subject, and the token is for another');
  },
});
