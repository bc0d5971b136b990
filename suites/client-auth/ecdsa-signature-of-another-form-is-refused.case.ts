import {
  assemble,
  type Client,
  control,
  cross,
  dissect,
  expectRefused,
  jwsSign,
  newPrivateKey,
  signers,
  testCase,
  Untestable,
} from '../harness/index.ts';

const forms = {
  der: { sign: (client: Client, alg: string) => signedAgain(client, alg, client.key, 'der') },
  'other-curve': {
    sign: (client: Client, alg: string) => signedAgain(client, alg, newPrivateKey(otherCurve(alg))),
  },
};

export default testCase({
  title: 'An ECDSA signature in DER, or of another curve than the algorithm names, is refused',
  verifies: ['CA-002'],
  variants: cross(signers('ES'), forms),
  async run({ oauth }, { method, alg, sign }) {
    const client = await oauth.client({ method, alg });
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { assertion: sign(client, alg) }));
    await control(oauth.token(client));
  },
});

const otherCurve = (alg: string) => (alg === 'ES384' ? 'ES256' : 'ES384');

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
