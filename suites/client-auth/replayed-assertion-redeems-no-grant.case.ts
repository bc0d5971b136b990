import { control, cross, expectRefused, grantKinds, jwtMethods, testCase } from '../harness/index.ts';

export default testCase({
  title: 'A code or refresh token gives nothing to its client that shows an assertion which was used before',
  verifies: ['CA-022'],
  variants: cross(grantKinds, jwtMethods),
  async run({ oauth, grants }, { kind, method }) {
    const client = await grants.client(kind, { method });
    const assertion = client.assertion();
    await control(oauth.token(client, { ...(await grants.fresh(kind, client)), assertion }));
    expectRefused(await oauth.token(client, { ...(await grants.fresh(kind, client)), assertion }));
    // Another grant, for a server may end one whose use failed.
    await control(oauth.token(client, await grants.fresh(kind, client)));
  },
});
