import assert from 'node:assert/strict';
import { control, describeReply, leastSecretBytes, testCase, Untestable } from '../harness/index.ts';

const algorithms = ['HS256', 'HS384', 'HS512'];

export default testCase({
  title: 'A secret that the server makes is as long as the digest of its HMAC, or it does not serve',
  verifies: ['CA-036'],
  features: ['client_secret_jwt', 'registration'],
  variants: Object.fromEntries(
    algorithms.flatMap((alg) => [
      [alg.toLowerCase(), { alg, pinned: true, features: [alg] }],
      [`${alg.toLowerCase()}-not-pinned`, { alg, pinned: false, features: [alg] }],
    ]),
  ),
  async run({ oauth }, { alg, pinned }) {
    const client = await oauth.register({ method: 'client_secret_jwt', alg, pinned });
    if (client?.secret == null) throw new Untestable(`the target makes no secret for ${alg}`);
    const bytes = Buffer.byteLength(client.secret);
    const least = leastSecretBytes(alg);
    const reply = await oauth.token(client);
    if (bytes >= least) await control(reply);
    else
      assert.notEqual(
        reply.kind,
        'accepted',
        `made a secret of ${bytes} bytes, and ${alg} takes ${least} or more: ${describeReply(reply)}`,
      );
  },
});
