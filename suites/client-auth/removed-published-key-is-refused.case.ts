import { control, expectRefused, testCase, tokenByNewKey, Untestable } from '../harness/index.ts';

export default testCase({
  title:
    'A key that a client no longer publishes is refused once the cache time is over, however much it is used',
  verifies: ['CA-027'],
  features: ['private_key_jwt', 'jwks-uri'],
  needs: ['clock'],
  exclusive: 'changes the keys that a fixture publishes and moves the clock',
  variants: {
    /** Its successor is published in its place, and not shown to the target before the old key is dead. */
    replaced: { overlap: false },
    /** Both were in use for a while, so no key is new when the old one goes. */
    'one-of-two': { overlap: true },
  },
  async run(context, { overlap }) {
    const { oauth, clock, profile, signal } = context;
    const { cacheSeconds } = profile.jwks;
    if (cacheSeconds === null)
      throw new Untestable('the target file does not declare profile.jwks.cacheSeconds');
    clock.refuseBeyondReach(cacheSeconds + 3);
    const old = await oauth.client({ method: 'private_key_jwt', keys: 'published' });
    const next = await oauth.withNewKey(old, old.alg ?? 'ES256');
    await control(tokenByNewKey(context, old));
    if (overlap) {
      old.published.publish(old.jwk, next.jwk);
      await control(tokenByNewKey(context, next));
      await control(oauth.token(old));
    }

    old.published.publish(next.jwk);
    // Often enough to keep a cache alive that counts from the last use.
    const often = Math.max(1, Math.min(600, Math.ceil(cacheSeconds / 4)));
    for (let left = cacheSeconds + 3; left > 0; left -= often) {
      await oauth.token(old);
      await clock.advance(Math.min(often, left), signal);
    }
    expectRefused(await oauth.token(old));
    await control(tokenByNewKey(context, next));
  },
});
