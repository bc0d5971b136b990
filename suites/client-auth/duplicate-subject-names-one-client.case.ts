import assert from 'node:assert/strict';
import { claimsOf, control, expectRefused, jwtMethods, testCase, twoClients } from '../harness/index.ts';

export default testCase({
  title: 'An assertion with two subjects is refused, or its token belongs to the last of them',
  verifies: ['CA-031'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const [client, other] = await twoClients(oauth, { method });
    await control(oauth.token(client));
    const claims = JSON.stringify(claimsOf(client.assertion()));
    const twice = `{"sub":${JSON.stringify(other.id)},${claims.slice(1)}`;
    const reply = await oauth.token(client, { assertion: client.assertion({ raw: { claims: twice } }) });
    if (reply.kind !== 'accepted') return expectRefused(reply);
    const { clientId } = await oauth.tokenOwner(client, reply);
    assert.equal(clientId, client.id, 'checked by the last subject, and the token is for another');
  },
});
