import { type Client, control, expectRefused, sha256, testCase } from '../harness/index.ts';

/** What an assertion is keyed with instead; `besides` where it is another client's. */
type Wrong = { key(owner: Client): string | Buffer; besides?: boolean };

export default testCase({
  title: 'An assertion keyed with anything but the client secret is refused',
  verifies: ['CA-003'],
  features: ['client_secret_jwt'],
  variants: {
    'secret-of-another-client': { besides: true, key: (other: Client) => other.secret ?? '' },
    'client-id': { key: ({ id }: Client) => id },
    'hash-of-the-secret': { key: ({ secret }: Client) => sha256(secret ?? '') },
    'hash-of-the-secret-in-hex': { key: ({ secret }: Client) => sha256(secret ?? '').toString('hex') },
    'hash-of-the-secret-in-base64url': {
      key: ({ secret }: Client) => sha256(secret ?? '').toString('base64url'),
    },
    'secret-cut-short': { key: ({ secret }: Client) => secret?.slice(0, -1) ?? '' },
    'empty-key': { key: () => '' },
  } satisfies Record<string, Wrong>,
  async run({ oauth }, { key, besides }: Wrong) {
    const client = await oauth.client({ method: 'client_secret_jwt' });
    const owner = besides ? await oauth.client({ method: 'client_secret_jwt', besides: client }) : client;
    await control(oauth.token(client));
    if (besides) await control(oauth.token(owner));
    const assertion = client.assertion({
      signWith: { alg: client.alg ?? 'HS256', key: Buffer.from(key(owner)) },
    });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
