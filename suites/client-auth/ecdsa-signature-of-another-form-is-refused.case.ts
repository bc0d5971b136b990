import {
  assemble,
  type Client,
  control,
  cross,
  dissect,
  expectRefused,
  jwsSign,
  signers,
  strangersKey,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Form = { sign(client: Client, alg: string): string | Promise<string> };

const forms: Record<string, Form> = {
  der: { sign: (client, alg) => signedAgain(client, alg, client.key, 'der') },
  'other-curve': {
    sign: async (client, alg) =>
      signedAgain(client, alg, await strangersKey(alg === 'ES384' ? 'ES256' : 'ES384')),
  },
};

export default testCase({
  title: 'An ECDSA signature in DER, or of another curve than the algorithm names, is refused',
  verifies: ['CA-002'],
  variants: cross(signers('ES'), forms),
  async run({ oauth }, { method, alg, sign }) {
    const client = await oauth.client({ method, alg });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion: await sign(client, alg) }));
    await control(oauth.token(client));
  },
});

function signedAgain(
  client: Client,
  alg: string,
  key: Client['key'],
  dsaEncoding: 'der' | 'ieee-p1363' = 'ieee-p1363',
) {
  if (!key) throw new Untestable(`the key of ${client.id} is not known`);
  const assertion = client.assertion();
  const signingInput = assertion.slice(0, assertion.lastIndexOf('.'));
  return assemble({ ...dissect(assertion), signature: jwsSign(alg, key, signingInput, { dsaEncoding }) });
}
