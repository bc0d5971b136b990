import {
  confidentialMethods,
  control,
  describeReply,
  expectAccepted,
  expectRefused,
  testCase,
  Untestable,
} from '../harness/index.ts';

const { 'client-secret-basic': byBasic } = confidentialMethods;

export default testCase({
  title: 'A client that was disabled is refused after a restart too',
  verifies: ['CA-046'],
  needs: ['admin', 'restart'],
  exclusive: 'disables a client that others use too and restarts the target',
  variants: { 'client-secret-basic': byBasic },
  async run({ oauth, admin, restart }, { method }) {
    const client = await oauth.client({ method });
    const other = await oauth.client({ method, besides: client });
    await control(oauth.token(client));
    await admin.disable(client);
    const before = await oauth.sendOnce('token', client);
    if (before.kind === 'accepted') {
      await admin.enable(client);
      throw new Untestable(`not kept out before the restart either: ${describeReply(before)}`);
    }
    await restart();
    const reply = await oauth.sendOnce('token', client);
    await admin.enable(client);
    await control(oauth.token(other)); // the target is up again
    expectRefused(reply);
    expectAccepted(await oauth.token(client));
  },
});
