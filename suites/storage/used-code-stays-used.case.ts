import { control, expectRefused, testCase } from '../harness/index.ts';

/** Seconds. Long for a memory of used codes, short for the life of one (RFC 6749 §4.1.2 says ten minutes at most). */
const wait = 45;

export default testCase({
  title: 'A redeemed code is refused as long as it would live',
  verifies: ['STO-006@2'],
  features: ['authorization-code'],
  needs: ['clock'],
  exclusive: 'moves the clock',
  async run({ oauth, grants, clock, signal }) {
    const client = await grants.client('code');
    const [used, unused] = [await grants.code(client), await grants.code(client)];
    await control(oauth.token(client, used));
    await clock.advance(wait, signal);
    await control(oauth.token(client, unused)); // codes still live, so it is not for its age that the other is refused
    expectRefused(await oauth.token(client, used));
  },
});
