import assert from 'node:assert/strict';
import {
  anyChain,
  confidentialMethods,
  control,
  cross,
  describeReply,
  expectScopeLeftOut,
  expectToken,
  scopesNamed,
  testCase,
  Untestable,
} from '../harness/index.ts';

/** What is asked for: a scope of somebody else, alone, or before or behind one's own. */
const wishes = {
  alone: { ask: (_own: string, foreign: string) => foreign },
  'behind-its-own': { ask: (own: string, foreign: string) => `${own} ${foreign}`.trim() },
  'before-its-own': { ask: (own: string, foreign: string) => `${foreign} ${own}`.trim() },
};

export default testCase({
  title: 'A scope that only another client is registered for is refused, or visibly left out',
  verifies: ['CA-055'],
  variants: cross({ ...confidentialMethods, ...anyChain }, wishes),
  async run({ oauth }, { ask, features: _, ...traits }) {
    const wide = await oauth.client({ scopes: 'several' });
    const client = await oauth.client({ ...traits, narrowerThan: wide });
    const own = client.scopes ?? [];
    const foreign = wide.scopes?.find((scope) => !own.includes(scope)) ?? '';
    const there = await control(oauth.token(wide, { form: { scope: foreign } }));
    if (!scopesNamed(there, foreign).includes(foreign))
      throw new Untestable(`${wide.id} gets a token, and not for ${foreign}, which it is registered for`);
    await control(oauth.token(client));

    const asked = ask(own.join(' '), foreign);
    const reply = await oauth.token(client, { form: { scope: asked } });
    if (reply.kind === 'accepted') {
      expectToken(reply);
      const wrong = 'granted beyond its profile';
      await expectScopeLeftOut(oauth, client, reply, { scope: foreign, asked, wrong });
      return;
    }
    const told = `must be 400 invalid_scope, was ${describeReply(reply)}`;
    if (reply.kind === 'other' && reply.error !== 'invalid_scope') throw new Untestable(told);
    assert.deepEqual([reply.status, reply.error], [400, 'invalid_scope'], told);
  },
});
