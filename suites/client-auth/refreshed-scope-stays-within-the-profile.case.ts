import { control, describeReply, expectScopeLeftOut, testCase, Untestable } from '../harness/index.ts';

export default testCase({
  title: 'A scope that only another client is registered for is not gained by a refresh',
  verifies: ['CA-055'],
  features: ['refresh-token'],
  variants: { alone: { besides: false }, 'beside-one-of-its-own': { besides: true } },
  async run({ oauth, grants }, { besides }) {
    const wide = await oauth.client({ scopes: 'several' });
    const client = await grants.client('refresh-token', { narrowerThan: wide });
    const own = client.scopes ?? [];
    const foreign = wide.scopes?.find((scope) => !own.includes(scope)) ?? '';
    const refresh = async (scope: string) => {
      const { form, judged } = grants.refresh((await grants.tokens(client)).refresh);
      return oauth.token(client, { form: { ...form, scope }, judged });
    };
    await control(oauth.token(wide, { form: { scope: foreign } }));
    await control(refresh(own[0] ?? ''));
    const asked = besides ? `${own[0]} ${foreign}` : foreign;
    const reply = await refresh(asked);
    if (reply.kind === 'accepted') {
      const wrong = 'granted beyond its profile';
      await expectScopeLeftOut(oauth, client, reply, { scope: foreign, asked, wrong });
    } else if (reply.error !== 'invalid_scope' && reply.error !== 'invalid_grant') {
      throw new Untestable(`neither granted nor refused for its scope: ${describeReply(reply)}`);
    }
    await control(refresh(own[0] ?? ''));
  },
});
