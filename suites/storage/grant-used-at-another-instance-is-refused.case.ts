import { control, cross, expectRefused, grantKinds, testCase } from '../harness/index.ts';

const orders = {
  'first-then-second': { usedAt: 0, triedAt: 1 },
  'second-then-first': { usedAt: 1, triedAt: 0 },
} as const;

export default testCase({
  title: 'A code or refresh token that was used at one instance is refused at another',
  verifies: ['STO-006@2'],
  needs: ['instances'],
  variants: cross(grantKinds, orders),
  async run({ oauth, grants }, { kind, usedAt, triedAt }) {
    if (kind === 'refresh-token') grants.demandRotation();
    const client = await grants.client(kind);
    const fresh = async () => ({ ...(await grants.fresh(kind, client)), instance: triedAt });
    await control(oauth.token(client, await fresh()));
    const probe = await fresh();
    await control(oauth.token(client, { ...probe, instance: usedAt }));
    expectRefused(await oauth.token(client, probe));
    await control(oauth.token(client, await fresh()));
  },
});
