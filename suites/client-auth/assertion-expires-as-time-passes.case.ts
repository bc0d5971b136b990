import { control, expectRefused, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion that was not used in time is refused',
  verifies: ['CA-018'],
  features: ['private_key_jwt'],
  needs: ['clock'],
  exclusive: 'moves the clock',
  async run({ oauth, clock, profile: { assertion: claimed, bounds }, signal }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    const inTime = client.assertion();
    const late = client.assertion();
    await control(oauth.token(client, { assertion: inTime }));
    const tolerance = Math.min(claimed.skewSeconds ?? bounds.expLateSeconds, bounds.expLateSeconds);
    await clock.advance(30 + tolerance + 3, signal);
    expectRefused(await oauth.token(client, { assertion: late }));
    await control(oauth.token(client));
  },
});
