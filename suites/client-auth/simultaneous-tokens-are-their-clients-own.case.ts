import assert from 'node:assert/strict';
import {
  type Client,
  confidentialMethods,
  control,
  type Reply,
  testCase,
  twoClients,
  Untestable,
} from '../harness/index.ts';

const rounds = 3;
const requests = 20;

export default testCase({
  title: 'Of tokens that two clients ask for at once, each names the client that asked for it',
  verifies: ['CA-055'],
  exclusive: 'a target that is busy with other cases serves the requests one after another',
  variants: confidentialMethods,
  async run({ oauth, race }, { method }) {
    const pair = await twoClients(oauth, { method });
    const expectOwn = async (client: Client, reply: Reply) => {
      const { clientId } = await oauth.tokenOwner(client, reply);
      assert.equal(clientId, client.id, `the token that ${client.id} asked for names ${clientId}`);
    };
    for (const client of pair) await expectOwn(client, await control(oauth.token(client)));
    for (let round = 0; round < rounds; round++) {
      const answered: [Client, Reply][] = [];
      await race(requests, async (index) => {
        const client = pair[index % 2 === 0 ? 0 : 1];
        const { request, judge } = await oauth.prepare('token', client);
        return {
          request,
          judge(answer, exchange) {
            const reply = judge(answer, exchange);
            answered.push([client, reply]);
            return reply;
          },
        };
      });
      const accepted = answered.filter(([, { kind }]) => kind === 'accepted');
      if (new Set(accepted.map(([client]) => client)).size < 2)
        throw new Untestable(
          `of ${requests} simultaneous requests of two clients those of one at most were accepted`,
        );
      for (const [client, reply] of accepted) await expectOwn(client, reply);
    }
  },
});
