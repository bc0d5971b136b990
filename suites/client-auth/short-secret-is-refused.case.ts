import { control, expectRefused, leastSecretBytes, testCase } from '../harness/index.ts';

const method = 'client_secret_jwt';

/** Eight bytes, which no HMAC of RFC 7518 may be keyed with. */
const short = 'k3y-8-by';

export default testCase({
  title: 'A secret that is shorter than the digest of its HMAC is refused, at registration or in use',
  verifies: ['CA-036'],
  features: [method],
  variants: {
    hs256: { alg: 'HS256', features: ['HS256'] },
    hs384: { alg: 'HS384', features: ['HS384'] },
    hs512: { alg: 'HS512', features: ['HS512'] },
  },
  async run({ oauth }, { alg }) {
    const strong = await oauth.client({ method, alg });
    await control(oauth.token(strong));
    const traits = { method, alg, secretUnder: leastSecretBytes(alg) } as const;
    if (oauth.hasFixture(traits)) {
      expectRefused(await oauth.token(await oauth.client(traits)));
    } else {
      // Most servers make secrets themselves, and refuse or pass over what is asked for.
      const asked = await oauth.register({ method, alg }, { secret: short });
      const assertion = asked?.assertion({ signWith: { key: Buffer.from(short) } });
      if (asked && assertion) expectRefused(await oauth.token(asked, { assertion }));
    }
    await control(oauth.token(strong));
  },
});
