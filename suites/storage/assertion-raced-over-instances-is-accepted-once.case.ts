import { control, expectOneWinner, expectRefused, jwtMethods, testCase } from '../harness/index.ts';

const rounds = 3;
const requests = 40;

export default testCase({
  title: 'Of forty simultaneous uses of one assertion, spread over the instances, exactly one is accepted',
  verifies: ['STO-003'],
  needs: ['instances'],
  exclusive: 'a target that is busy with other cases serves the racers one after another',
  variants: jwtMethods,
  async run({ oauth, race }, { method }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    for (let round = 0; round < rounds; round++) {
      const assertion = client.assertion();
      expectOneWinner(await race(requests, () => oauth.prepare('token', client, { assertion })));
      expectRefused(await oauth.token(client, { assertion }));
    }
    await control(oauth.token(client));
  },
});
