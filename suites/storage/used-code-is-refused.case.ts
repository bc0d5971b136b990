import { confidentialMethods, control, expectRefused, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An authorization code is refused the second time it is redeemed',
  verifies: ['STO-006@2'],
  features: ['authorization-code'],
  variants: { ...confidentialMethods, 'public-client': { method: 'none', features: ['none'] } as const },
  async run({ oauth, grants }, { method }) {
    const client = await grants.client('code', { method });
    const redemption = await grants.code(client);
    await control(oauth.token(client, redemption));
    expectRefused(await oauth.token(client, redemption));
    expectRefused(await oauth.token(client, redemption)); // what tells a second use may be gone after it
    await control(oauth.token(client, await grants.code(client)));
  },
});
