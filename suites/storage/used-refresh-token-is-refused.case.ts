import { confidentialMethods, control, expectRefused, testCase } from '../harness/index.ts';

export default testCase({
  title: 'A refresh token that was replaced by a new one is refused',
  verifies: ['STO-006@2'],
  features: ['refresh-token'],
  variants: { ...confidentialMethods, 'public-client': { method: 'none', features: ['none'] } as const },
  async run({ oauth, grants }, { method }) {
    grants.demandRotation();
    const client = await grants.client('refresh-token', { method });
    const used = grants.refresh((await grants.tokens(client)).refresh);
    await control(oauth.token(client, used));
    expectRefused(await oauth.token(client, used));
    await grants.refreshed(client, (await grants.tokens(client)).refresh);
  },
});
