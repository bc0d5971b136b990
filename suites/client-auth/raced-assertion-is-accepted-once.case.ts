import { control, expectOneWinner, expectRefused, jwtMethods, testCase } from '../harness/index.ts';

const rounds = 3;
const requests = 20;

export default testCase({
  title: 'Of twenty simultaneous uses of one assertion exactly one is accepted',
  verifies: ['CA-022', 'STO-003'],
  exclusive: 'a target that is busy with other cases serves the racers one after another',
  variants: jwtMethods,
  async run({ oauth, race }, { method }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    for (let round = 0; round < rounds; round++) {
      const assertion = client.assertion();
      const calls = () => oauth.prepare('token', client, { assertion });
      expectOneWinner(await race(requests, calls, 'one'));
      expectRefused(await oauth.token(client, { assertion }));
    }
    await control(oauth.token(client));
  },
});
