import { control, expectRefused, jwtMethods, testCase } from '../harness/index.ts';

/** More than a small bounded memory holds, few enough for a target that is asked 20 times a second. */
const others = 40;

export default testCase({
  title: 'An assertion is refused the second time, however many others came between',
  verifies: ['CA-022'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    const assertion = client.assertion();
    await control(oauth.token(client, { assertion }));
    for (let i = 0; i < others; i++) await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
