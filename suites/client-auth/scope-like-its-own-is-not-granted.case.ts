import {
  control,
  describeReply,
  expectScopeLeftOut,
  inOtherCase,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

/**
 * RFC 6749 §3.3: scopes are case-sensitive and parted by spaces, so each of these is another one. None goes on after a
 * dot, colon or slash: a server may define that a scope includes what is below it.
 */
const nearMisses = {
  'cut-short': { miss: (scope: string) => scope.slice(0, -1) },
  'in-other-case': { miss: inOtherCase },
  longer: { miss: (scope: string) => `${scope}x` },
};

export default testCase({
  title: 'A scope that only looks like one of the client’s own is refused, or visibly left out',
  verifies: ['CA-055'],
  variants: nearMisses,
  async run({ oauth }, { miss }) {
    const client = await oauth.client({ scopes: 'several' });
    const own = client.scopes?.[0];
    if (own === undefined) throw new Untestable(`the target file names no scope of ${client.id}`);
    const near = miss(own);
    if (near === own || near === '' || client.scopes?.includes(near))
      throw new NotApplicable(`the scope ${own} has no such near miss`);
    await control(oauth.token(client, { form: { scope: own } }));
    const asked = `${own} ${near}`; // alone it may be ignored, and no scope can't be named
    const reply = await oauth.token(client, { form: { scope: asked } });
    if (reply.kind === 'accepted') {
      const wrong = 'granted though nobody has it';
      await expectScopeLeftOut(oauth, client, reply, { scope: near, asked, wrong });
    } else if (reply.error !== 'invalid_scope') {
      throw new Untestable(`neither granted nor invalid_scope: ${describeReply(reply)}`);
    }
    await control(oauth.token(client, { form: { scope: own } }));
  },
});
