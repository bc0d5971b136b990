import { type Client, control, expectRefused, sha256, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion keyed with anything but the client secret is refused',
  verifies: ['CA-003'],
  features: ['client_secret_jwt'],
  variants: {
    'secret-of-another-client': { key: (_: Client, other: Client) => other.secret ?? '' },
    'client-id': { key: (client: Client) => client.id },
    'hash-of-the-secret': { key: ({ secret }: Client) => sha256(secret ?? '') },
    'empty-key': { key: () => '' },
  },
  async run({ oauth }, { key }) {
    const client = await oauth.client({ method: 'client_secret_jwt' });
    const other = await oauth.client({ method: 'client_secret_jwt', besides: client });
    await control(oauth.token(client));
    await control(oauth.token(other));
    const assertion = client.assertion({
      signWith: { alg: client.alg ?? 'HS256', key: Buffer.from(key(client, other)) },
    });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
