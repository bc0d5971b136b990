import {
  control,
  cross,
  type EndpointName,
  endpointsBesideToken,
  expectRefused,
  jwsAlgorithms,
  NotApplicable,
  testCase,
} from '../harness/index.ts';

const { RS, PS, HS } = jwsAlgorithms;

const families = {
  rsa: {
    method: 'private_key_jwt',
    family: [...RS, ...PS],
    key: 'without-alg',
    features: ['private_key_jwt'],
  },
  hmac: { method: 'client_secret_jwt', family: HS, features: ['client_secret_jwt'] },
} as const;

type Row = (typeof families)[keyof typeof families] & { endpoint?: EndpointName };

const variants: Record<string, Row> = { ...families, ...cross(families, endpointsBesideToken) };

export default testCase({
  title: 'A client that is pinned to no algorithm is refused by those that the metadata do not list',
  verifies: ['CA-047'],
  variants,
  async run({ oauth }, { features: _, family, endpoint = 'token', ...traits }) {
    const { methods, algorithms } = oauth.listedAt(endpoint);
    const unlisted = family.filter((alg) => !algorithms?.includes(alg));
    const own = family.find((alg) => algorithms?.includes(alg));
    if (!methods.includes(traits.method) || own === undefined || unlisted.length === 0)
      throw new NotApplicable(
        `the metadata list ${algorithms?.join(', ') ?? 'no algorithms'} at ${endpoint}`,
      );
    const client = await oauth.client({ ...traits, alg: own, pinned: false });
    await control(oauth.call(endpoint, client));
    for (const alg of unlisted) {
      const assertion = client.assertion({ endpoint, signWith: { alg } });
      expectRefused(await oauth.call(endpoint, client, { assertion }));
    }
    await control(oauth.call(endpoint, client));
  },
});
