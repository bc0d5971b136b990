import {
  type Client,
  control,
  expectRefused,
  testCase,
  tokenByNewKey,
  Untestable,
} from '../harness/index.ts';

type Row = { overlap?: true; sameKid?: true; emptied?: true; nameless?: true };

const variants: Record<string, Row> = {
  /** Its successor is published in its place, and not shown to the target before the old key is dead. */
  replaced: {},
  /** Both were in use for a while, so no key is new when the old one goes. */
  'one-of-two': { overlap: true },
  /** As who names his only key once and for all. */
  'replaced-under-its-kid': { sameKid: true },
  /** As who has one key at a time and names none (RFC 7517 §4.5), so that nothing tells that another has come. */
  'replaced-without-kid': { nameless: true },
  /** Nothing is published any more; the successor comes when the old key is dead. */
  'all-of-them': { emptied: true },
};

export default testCase({
  title:
    'A key that a client no longer publishes is refused once the cache time is over, however much it is used',
  verifies: ['CA-027'],
  features: ['private_key_jwt', 'jwks-uri'],
  needs: ['clock'],
  exclusive: 'changes the keys that a fixture publishes and moves the clock',
  variants,
  async run(context, { overlap, sameKid, emptied, nameless }) {
    const { oauth, clock, profile, signal } = context;
    const { cacheSeconds } = profile.jwks;
    if (cacheSeconds === null)
      throw new Untestable('the target file does not declare profile.jwks.cacheSeconds');
    const cacheTime = cacheSeconds + 3;
    clock.refuseBeyondReach(nameless ? 2 * cacheTime : cacheTime);
    const named = await oauth.client({ method: 'private_key_jwt', keys: 'published' });
    const fresh = await oauth.withNewKey(named, named.alg ?? 'ES256');
    const old = nameless ? withoutKid(named) : named;
    const next = sameKid ? old.signingWith({ ...fresh.jwk, ...(old.kid && { kid: old.kid }) }) : fresh;
    let lasting = named; // what other cases sign with
    try {
      if (nameless) {
        old.published.publish(old.jwk);
        await clock.advance(cacheTime, signal); // the target may have the key by its name
      }
      await control(tokenByNewKey(context, old));
      if (overlap) {
        old.published.publish(old.jwk, next.jwk);
        await control(tokenByNewKey(context, next));
        await control(oauth.token(old));
      }

      // A target that still holds the old key looks for no other of its kid.
      lasting = fresh;
      if (emptied) old.published.withdraw();
      else old.published.publish((nameless ? withoutKid(next) : next).jwk);
      // Often enough to keep a cache alive that counts from the last use.
      const often = Math.max(1, Math.min(600, Math.ceil(cacheSeconds / 4)));
      for (let left = cacheTime; left > 0; left -= often) {
        await oauth.token(old);
        await clock.advance(Math.min(often, left), signal);
      }
      expectRefused(await oauth.token(old));
      lasting = next;
    } finally {
      old.published.publish(lasting.jwk);
    }
    await control(tokenByNewKey(context, next));
  },
});

function withoutKid(client: Client): Client {
  const { kid: _, ...nameless } = client.jwk;
  return client.signingWith(nameless);
}
