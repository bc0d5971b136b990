import { control, expectOneWinner, testCase } from '../harness/index.ts';

export default testCase({
  title: 'Of twenty simultaneous uses of one assertion exactly one is accepted',
  verifies: ['CA-022'],
  variants: {
    'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
    'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
  } as const,
  async run({ oauth, race }, { method }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const assertion = client.assertion();
    expectOneWinner(await race(20, () => oauth.prepare('token', client, { assertion })));
    await control(oauth.token(client));
  },
});
