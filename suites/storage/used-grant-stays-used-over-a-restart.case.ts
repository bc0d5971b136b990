import { control, expectRefused, grantKinds, testCase } from '../harness/index.ts';

export default testCase({
  title: 'A used code or refresh token is refused after a restart too',
  verifies: ['STO-006@2'],
  needs: ['restart'],
  exclusive: 'restarts the target',
  variants: grantKinds,
  async run({ oauth, grants, restart }, { kind }) {
    if (kind === 'refresh-token') grants.demandRotation();
    const client = await grants.client(kind);
    const [used, twin] = [await grants.fresh(kind, client), await grants.fresh(kind, client)];
    await control(oauth.token(client, used));
    await restart();
    const again = await oauth.token(client, used);
    await control(oauth.token(client, twin)); // nothing but its use tells them apart
    expectRefused(again);
  },
});
