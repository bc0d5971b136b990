import assert from 'node:assert/strict';
import {
  control,
  describeReply,
  expectToken,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

export default testCase({
  title: 'A client that asks for no scope is told which one it was granted',
  verifies: ['CA-055'],
  async run({ oauth }) {
    const client = await oauth.client();
    const asked = await control(oauth.token(client));
    if ((await oauth.tokenOwner(client, asked)).scope === null)
      throw new Untestable('the target does not tell the scope of a token');
    const reply = await oauth.token(client, { form: { scope: undefined } });
    if (reply.error === 'invalid_scope')
      // RFC 6749 §3.3: there need be no default
      throw new NotApplicable(`a scope must be asked for: ${describeReply(reply)}`);
    expectToken(reply);
    const scope = (await oauth.tokenOwner(client, reply)).scope ?? [];
    const named = typeof reply.json?.scope === 'string' ? reply.json.scope.split(' ').filter(Boolean) : [];
    // RFC 6749 §5.1: required where it is not what was asked for.
    assert.deepEqual(
      named.toSorted(),
      scope.toSorted(),
      `granted ${scope.join(' ')}, named ${named.join(' ')}`,
    );
  },
});
