import {
  control,
  expectAccepted,
  expectRefused,
  strangersKey,
  testCase,
  tokenByNewKey,
} from '../harness/index.ts';

export default testCase({
  title: 'A key that a client publishes beside its old one is accepted, and the old one still is',
  verifies: ['CA-027'],
  features: ['private_key_jwt', 'jwks-uri'],
  exclusive: 'changes the keys that a fixture publishes and moves the clock',
  variants: { first: { isFirst: true }, last: { isFirst: false } },
  async run(context, { isFirst }) {
    const { oauth } = context;
    const old = await oauth.client({ method: 'private_key_jwt', keys: 'published' });
    await control(tokenByNewKey(context, old));

    const alg = old.alg ?? 'ES256';
    const fresh = await oauth.withNewKey(old, alg);
    if (isFirst) old.published.publish(fresh.jwk, old.jwk);
    else old.published.publish(old.jwk, fresh.jwk);
    expectAccepted(await tokenByNewKey(context, fresh));
    expectAccepted(await oauth.token(old));

    // Under the kid of the new key, so that it is the key that refuses.
    const forged = fresh.assertion({ signWith: { alg, key: await strangersKey(alg) } });
    expectRefused(await oauth.token(fresh, { assertion: forged }));
    expectAccepted(await oauth.token(fresh));
  },
});
