import { control, expectAccepted, expectRefused, grantKinds, testCase } from '../harness/index.ts';

export default testCase({
  title: 'A code or refresh token from before gives a disabled client nothing',
  verifies: ['CA-046'],
  needs: ['admin'],
  exclusive: 'disables a client that others use too',
  variants: grantKinds,
  async run({ oauth, grants, admin }, { kind }) {
    const client = await grants.client(kind);
    await control(oauth.token(client, await grants.fresh(kind, client)));
    const before = await grants.fresh(kind, client);
    await admin.disable(client);
    const reply = await oauth.sendOnce('token', client, before);
    await admin.enable(client);
    expectRefused(reply);
    expectAccepted(await oauth.token(client, await grants.fresh(kind, client)));
  },
});
