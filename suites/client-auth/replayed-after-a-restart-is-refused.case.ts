import { type CaseContext, control, cross, expectRefused, jwtMethods, testCase } from '../harness/index.ts';

const restarts = {
  'whole-target': { needs: ['restart'], instance: 0, restarted: undefined },
  'one-of-several-instances': { needs: ['restart', 'instances'], instance: 1, restarted: 1 },
} as const;

export default testCase({
  title: 'A used assertion is refused after a restart too',
  verifies: ['CA-022', 'CA-024'],
  exclusive: 'restarts the target',
  variants: cross(jwtMethods, restarts),
  async run(context, { method, instance, restarted }) {
    const { oauth, clock, restart } = context;
    const client = await oauth.client({ method });
    const exp = clock.seconds() + longEnough(context);
    const used = client.assertion({ claims: { exp } });
    const twin = client.assertion({ claims: { exp } });
    await control(oauth.token(client, { assertion: used, instance }));
    await restart(restarted);
    const replayed = await oauth.token(client, { assertion: used, instance });
    await control(oauth.token(client, { assertion: twin, instance })); // nothing but its use tells them apart
    expectRefused(replayed);
    await control(oauth.token(client, { instance }));
  },
});

/** Seconds. Some targets take minutes to start, if assertions may live that long. */
function longEnough({ profile }: CaseContext): number {
  const { maxLifetimeSeconds } = profile.assertion;
  if (maxLifetimeSeconds === 'none') return 600;
  return maxLifetimeSeconds === null ? 30 : Math.max(1, maxLifetimeSeconds - 3);
}
