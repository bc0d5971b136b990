import assert from 'node:assert/strict';
import {
  anyChain,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  grantKinds,
  NotApplicable,
  testCase,
  Untestable,
  type Variant,
} from '../harness/index.ts';

type Row = Variant & {
  method?: ClientAuthMethod;
  chain?: readonly ClientAuthMethod[];
  asking?: 'for-nothing';
  kind?: (typeof grantKinds)[keyof typeof grantKinds]['kind'];
};

const variants: Record<string, Row> = {
  ...confidentialMethods,
  ...anyChain,
  'narrow-client-asking-for-no-scope': { asking: 'for-nothing' },
  // Where somebody stands behind the grant, the token may name him alone.
  ...grantKinds,
};

export default testCase({
  title:
    'A token names the client that authenticated, and no scope beyond what that client is registered for',
  verifies: ['CA-055'],
  variants,
  async run({ oauth, grants }, { features: _, asking, kind, ...traits }) {
    // Somebody whom another client has a scope ahead of, so that there is one to be given wrongly.
    const more = asking && { narrowerThan: await oauth.client({ scopes: 'several' }) };
    const client = kind ? await grants.client(kind) : await oauth.client({ ...traits, ...more });
    // Otherwise whatever is given by default would pass.
    if (asking && (await oauth.tokenOwner(client, await control(oauth.token(client)))).scope === null)
      throw new Untestable('the target does not tell the scope of a token');
    const probe = kind ? await grants.fresh(kind, client) : asking ? { form: { scope: undefined } } : {};
    const answer = await oauth.token(client, probe);
    // RFC 6749 §3.3 lets a server give a default, or refuse.
    if (asking && answer.error === 'invalid_scope') throw new NotApplicable('a scope has to be asked for');
    const reply = await control(answer);
    const { clientId, toldBy, scope } = await oauth.tokenOwner(client, reply);
    // RFC 9068 §2.2: there it is the user's, so nothing tells the client.
    if (kind && toldBy === 'sub' && clientId !== client.id)
      throw new Untestable(`the sub of the token is ${clientId}, which may be the user it was given for`);
    assert.equal(clientId, client.id, `the token of ${client.id} names ${clientId}`);
    const { scopes } = client;
    const beyond = scopes && scope?.filter((one) => !scopes.includes(one));
    assert.deepEqual(beyond ?? [], [], `the token of ${client.id} has the scope ${scope?.join(' ')}`);
  },
});
