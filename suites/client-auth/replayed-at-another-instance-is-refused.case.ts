import {
  authenticatingEndpoints,
  control,
  cross,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

const orders = {
  'first-then-second': { usedAt: 0, replayedAt: 1 },
  'second-then-first': { usedAt: 1, replayedAt: 0 },
} as const;

export default testCase({
  title: 'An assertion that was used at one instance is refused at another',
  verifies: ['CA-022'],
  needs: ['instances'],
  variants: cross(cross(jwtMethods, orders), authenticatingEndpoints),
  async run({ oauth }, { method, endpoint, usedAt, replayedAt }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client, { instance: replayedAt }));
    const assertion = client.assertion({ endpoint });
    await control(oauth.call(endpoint, client, { assertion, instance: usedAt }));
    expectRefused(await oauth.call(endpoint, client, { assertion, instance: replayedAt }));
    await control(oauth.call(endpoint, client, { instance: replayedAt }));
  },
});
