import { control, expectRefused, leastSecretBytes, testCase } from '../harness/index.ts';

export default testCase({
  title: 'A secret that is long enough for HS256 is refused where the header names a longer HMAC',
  verifies: ['CA-036'],
  features: ['client_secret_jwt', 'HS256'],
  variants: {
    hs384: { alg: 'HS384', features: ['HS384'] },
    hs512: { alg: 'HS512', features: ['HS512'] },
  },
  async run({ oauth }, { alg }) {
    const client = await oauth.client({
      method: 'client_secret_jwt',
      alg: 'HS256',
      pinned: false,
      secretUnder: leastSecretBytes(alg),
    });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion: client.assertion({ signWith: { alg } }) }));
    await control(oauth.token(client));
  },
});
