import { control, expectRefused, jwsAlgorithms, NotApplicable, testCase } from '../harness/index.ts';

const { RS, PS, HS } = jwsAlgorithms;

const variants = {
  rsa: {
    method: 'private_key_jwt',
    family: [...RS, ...PS],
    key: 'without-alg',
    features: ['private_key_jwt'],
  },
  hmac: { method: 'client_secret_jwt', family: HS, features: ['client_secret_jwt'] },
} as const;

export default testCase({
  title: 'A client that is pinned to no algorithm is refused by those that the metadata do not list',
  verifies: ['CA-047'],
  variants,
  async run({ oauth }, { features: _, family, ...traits }) {
    const { methods, algorithms } = oauth.listedAt('token');
    const unlisted = family.filter((alg) => !algorithms?.includes(alg));
    const own = family.find((alg) => algorithms?.includes(alg));
    if (!methods.includes(traits.method) || own === undefined || unlisted.length === 0)
      throw new NotApplicable(`the metadata list ${algorithms?.join(', ') ?? 'no algorithms'}`);
    const client = await oauth.client({ ...traits, alg: own, pinned: false });
    await control(oauth.token(client));
    for (const alg of unlisted) {
      expectRefused(await oauth.token(client, { assertion: client.assertion({ signWith: { alg } }) }));
    }
    await control(oauth.token(client));
  },
});
