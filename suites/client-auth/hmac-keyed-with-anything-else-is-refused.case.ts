import {
  type Client,
  control,
  expectRefused,
  jwsSign,
  NotApplicable,
  sha256,
  testCase,
} from '../harness/index.ts';

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
    'first-32-bytes-of-the-secret': { key: ({ secret }: Client) => secret?.slice(0, 32) ?? '' },
    'empty-key': { key: () => '' },
  } satisfies Record<string, Wrong>,
  async run({ oauth }, { key, besides }: Wrong) {
    const client = await oauth.client({ method: 'client_secret_jwt' });
    const owner = besides ? await oauth.client({ method: 'client_secret_jwt', besides: client }) : client;
    await control(oauth.token(client));
    if (besides) await control(oauth.token(owner));
    const alg = client.alg ?? 'HS256';
    const wrong = Buffer.from(key(owner));
    // RFC 2104 §2 hashes a key that is longer than a block, so the hash of such a key is the same key.
    if (jwsSign(alg, wrong, '').equals(jwsSign(alg, Buffer.from(client.secret ?? ''), '')))
      throw new NotApplicable(`to ${alg} this is the same key as the secret of ${client.id}`);
    const assertion = client.assertion({ signWith: { alg, key: wrong } });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
