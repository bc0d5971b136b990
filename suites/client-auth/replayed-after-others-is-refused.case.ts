import {
  type CaseContext,
  type Client,
  control,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

/** More than a bounded memory would hold. */
const many = 2_000;
/** As many as a target elsewhere may be sent in time; and enough where the other method has shown what the memory holds. */
const few = 40;
const atOnce = 8;

export default testCase({
  title: 'An assertion is refused the second time, however many others came between',
  verifies: ['CA-022'],
  variants: jwtMethods,
  async run({ oauth, requestsPerSecond, note }, { method }) {
    const client = await oauth.client({ method });
    const assertion = client.assertion();
    await control(oauth.token(client, { assertion }));
    await control(oauth.token(client));
    const isShownByKey = method === 'client_secret_jwt' && oauth.hasFixture({ method: 'private_key_jwt' });
    const count = requestsPerSecond !== null || isShownByKey ? few : many;
    await sendOthers(oauth, client, count);
    note(`${count} other assertions were accepted in between; they are not on record`);
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});

/** Each is accepted, so that a target that stores what it accepts has stored it. */
async function sendOthers(oauth: CaseContext['oauth'], client: Client, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await control((await oauth.timed('token', client, {})).reply);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
