import {
  control,
  ecKey,
  expectRefused,
  type KeyObject,
  rsaKey,
  rsaKeyOfExponentOne,
  testCase,
  tokenByNewKey,
  Untestable,
} from '../harness/index.ts';

const weaknesses = {
  'rs256-by-1024-bits': { alg: 'RS256', weak: () => rsaKey(1024) },
  'ps256-by-2040-bits': { alg: 'PS256', weak: () => rsaKey(2040) },
  'rs256-by-an-exponent-of-one': { alg: 'RS256', weak: rsaKeyOfExponentOne },
  'es256-on-secp256k1': { alg: 'ES256', weak: () => ecKey('secp256k1') },
  'es512-on-p-256': { alg: 'ES512', weak: () => ecKey('P-256') },
} satisfies Record<string, { alg: string; weak(): Promise<KeyObject> }>;

export default testCase({
  title: 'A weak key that a client publishes is not used',
  verifies: ['CA-036'],
  features: ['private_key_jwt', 'jwks-uri'],
  exclusive: 'changes the keys that a fixture publishes and moves the clock',
  variants: Object.fromEntries(
    Object.entries(weaknesses).map(([key, row]) => [key, { ...row, features: [row.alg] }]),
  ),
  async run(context, { alg, weak }) {
    const { oauth } = context;
    const strong = await oauth.client({ method: 'private_key_jwt', alg, keys: 'published' });
    await control(tokenByNewKey(context, strong));
    const next = await oauth.withNewKey(strong, alg);
    strong.published.publish(strong.jwk, next.jwk);
    await control(tokenByNewKey(context, next));

    // In the place of the strong new key, so that the target is as free to take it.
    const weakened = await oauth.withNewKey(strong, alg, await weak());
    const { fetches } = strong.published;
    strong.published.publish(strong.jwk, weakened.jwk);
    const takeBack = () => strong.published.publish(strong.jwk);
    const reply = await tokenByNewKey(context, weakened).finally(takeBack);
    expectRefused(reply);
    if (strong.published.fetches === fetches)
      throw new Untestable(
        `the target did not fetch ${strong.published.url} again, so it has not seen the weak key`,
      );
    await control(tokenByNewKey(context, strong));
  },
});
