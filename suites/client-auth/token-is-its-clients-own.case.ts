import assert from 'node:assert/strict';
import { anyChain, confidentialMethods, control, testCase } from '../harness/index.ts';

export default testCase({
  title:
    'A token names the client that authenticated, and no scope beyond what that client is registered for',
  verifies: ['CA-055'],
  variants: { ...confidentialMethods, ...anyChain },
  async run({ oauth }, { features: _, ...traits }) {
    const client = await oauth.client(traits);
    const reply = await control(oauth.token(client));
    const { clientId, scope } = await oauth.tokenOwner(client, reply);
    assert.equal(clientId, client.id, `the token of ${client.id} names ${clientId}`);
    const { scopes } = client;
    const beyond = scopes && scope?.filter((one) => !scopes.includes(one));
    assert.deepEqual(beyond ?? [], [], `the token of ${client.id} has the scope ${scope?.join(' ')}`);
  },
});
