import {
  type CaseContext,
  type Client,
  control,
  expectRefused,
  jwtMethods,
  testCase,
  Untestable,
} from '../harness/index.ts';

/** More than a bounded memory would hold. */
const many = 2_000;
/** As many as a target elsewhere may be sent in time; and enough where the other method has shown what the memory holds. */
const few = 40;
const atOnce = 8;
/** A slow target is sent fewer, so that the case ends in time: milliseconds of its answers, one after another. */
const longest = 12_000;

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
    const { sent, accepted } = await sendOthers(oauth, client, count);
    const told = accepted === sent ? `${accepted}` : `${accepted} of ${sent}`;
    if (accepted < few)
      throw new Untestable(`${told} other assertions were accepted, the rest met a server fault`);
    note(`${told} other assertions were accepted in between; they are not on record`);
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});

/** Each is accepted, so that a target that stores what it accepts has stored it; a busy one may fail at some of so many. */
async function sendOthers(oauth: CaseContext['oauth'], client: Client, count: number) {
  let sent = 0;
  let accepted = 0;
  const lane = async () => {
    for (let spent = 0; sent < few || (sent < count && spent < longest); ) {
      sent++;
      const { reply, ms } = await oauth.timed('token', client, {});
      if (reply.kind !== 'fault') {
        await control(reply);
        accepted++;
      }
      spent += ms;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { sent, accepted };
}
