import { control, expectOneWinner, testCase } from '../harness/index.ts';

const rounds = 3;
const requests = 20;

export default testCase({
  title: 'Of twenty simultaneous uses of one assertion exactly one is accepted',
  verifies: ['CA-022'],
  exclusive: 'a target that is busy with other cases serves the racers one after another',
  variants: {
    'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
    'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
  } as const,
  async run({ oauth, race }, { method }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    for (let round = 0; round < rounds; round++) {
      const assertion = client.assertion();
      expectOneWinner(await race(requests, () => oauth.prepare('token', client, { assertion })));
    }
    await control(oauth.token(client));
  },
});
