import assert from 'node:assert/strict';
import { chains, control, requireRefused, tampered, testCase } from '../harness/index.ts';

export default testCase({
  title: 'The audit gives a wrong secret and a wrong assertion of a chain different reasons',
  verifies: ['CA-054'],
  needs: ['audit'],
  exclusive: 'looks for its own events among those of a client that others use too',
  variants: chains,
  async run({ oauth, audit }, { chain }) {
    const client = await oauth.client({ chain });
    const written = async (send: () => Promise<unknown>) => {
      const watch = await audit.watch(client);
      await send();
      return watch.event();
    };
    const served = await written(() => control(oauth.token(client)));
    const bySecret = await written(async () =>
      requireRefused(await oauth.token(client, { secret: 'wrong-by-intention' })),
    );
    const byAssertion = await written(async () =>
      requireRefused(await oauth.token(client, { assertion: tampered(client.assertion()) })),
    );
    for (const { outcome, reason } of [bySecret, byAssertion]) {
      assert.notEqual(outcome, served.outcome, `a refusal is written down as ${served.outcome}`);
      assert.ok(reason, 'a refusal is written down without a reason');
    }
    assert.notEqual(bySecret.reason, byAssertion.reason, `both parts fail for ${bySecret.reason}`);
    await control(oauth.token(client));
  },
});
