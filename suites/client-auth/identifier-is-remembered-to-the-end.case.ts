import {
  type CaseContext,
  claimsOf,
  control,
  cross,
  expectRefused,
  jwtMethods,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

const day = 86_400;
const tenYears = 3650 * day;

type End = {
  /**
   * The expiry of the assertion, and when it is presented again: with 3 s left, so that a twin is still taken, and in
   * the last moment too, or just after it, where its expiry is reached. Seconds since the epoch.
   */
  plan(context: CaseContext): { exp: number; again: number; last?: number };
  /** A target that refuses such an expiry at once need remember nothing. */
  mayBeRefused?: boolean;
  /** It does not say when it was issued. */
  undated?: true;
  /** What the JSON text says instead of the number, which no parser may read alike. */
  spelled?: string;
};

const ends: Record<string, End> = {
  'last-second': {
    plan(context) {
      const exp = context.clock.seconds() + longest(context);
      return { exp, again: exp - 3, last: exp - 1 };
    },
  },
  'last-second-without-issue-time': {
    plan(context) {
      const exp = context.clock.seconds() + longest(context);
      return { exp, again: exp - 3 };
    },
    mayBeRefused: true,
    undated: true,
  },
  'end-of-the-tolerance': {
    plan(context) {
      const exp = context.clock.seconds() + longest(context);
      const end = exp + tolerance(context);
      return { exp, again: end - 3, last: end - 1 };
    },
  },
  // Whoever compares whole seconds may still take it there, and have forgotten it.
  'second-of-its-end': {
    plan(context) {
      const exp = context.clock.seconds() + longest(context);
      const end = exp + tolerance(context);
      return { exp, again: end - 3, last: end + 0.5 };
    },
  },
  'within-the-tolerance-already': {
    plan(context) {
      const now = context.clock.seconds();
      return { exp: now - tolerance(context) + 4, again: now + 1 };
    },
    mayBeRefused: true,
  },
  'half-a-second': {
    plan(context) {
      const exp = context.clock.seconds() + longest(context) + 0.5;
      return { exp, again: exp - 3, last: exp - 0.25 }; // which a store of whole seconds may have forgotten
    },
    mayBeRefused: true,
  },
  'ten-years': {
    plan: ({ clock }) => ({ exp: clock.seconds() + tenYears, again: clock.seconds() + day + 3 }),
    mayBeRefused: true,
  },
  endless: {
    plan: ({ clock }) => ({ exp: clock.seconds() + tenYears, again: clock.seconds() + 3 }),
    mayBeRefused: true,
    spelled: '1e400',
  },
};

export default testCase({
  title: 'A used assertion is refused as long as one of the same expiry is accepted',
  verifies: ['CA-024'],
  needs: ['clock'],
  exclusive: 'moves the clock',
  variants: cross(jwtMethods, ends),
  async run(context, { method, plan, mayBeRefused = false, undated, spelled }) {
    const { oauth, clock, signal } = context;
    const client = await oauth.client({ method });
    const { exp, again, last } = plan(context);
    const waitUntil = (then: number) => clock.advance(Math.max(0, then - clock.now() / 1000), signal);
    const assertion = () => {
      if (spelled === undefined)
        return client.assertion({ claims: { exp, ...(undated && { iat: undefined }) } });
      const claims = JSON.stringify({ ...claimsOf(client.assertion()), exp });
      return client.assertion({ raw: { claims: claims.replace(`"exp":${exp}`, `"exp":${spelled}`) } });
    };
    const used = assertion();
    const twin = assertion();
    const first = await oauth.token(client, { assertion: used });
    if (first.kind !== 'accepted' && mayBeRefused)
      throw new NotApplicable(
        'an assertion of this expiry is refused at once, so nothing need be remembered',
      );
    await control(first);
    await waitUntil(again);
    const replayed = await oauth.token(client, { assertion: used });
    await control(oauth.token(client, { assertion: twin })); // it is not the expiry that refuses
    expectRefused(replayed);
    if (last !== undefined) {
      await waitUntil(last);
      // Its expiry may be what refuses it by then, so no twin is asked for; but nothing may accept it.
      expectRefused(await oauth.token(client, { assertion: used }));
    }
    await control(oauth.token(client));
  },
});

/** What an assertion may live here; an hour where there is no end to it. */
function longest({ profile }: CaseContext): number {
  const declared = profile.assertion.maxLifetimeSeconds;
  if (declared === null)
    throw new Untestable('the target file does not declare profile.assertion.maxLifetimeSeconds');
  return declared === 'none' ? 3600 : declared - 3;
}

function tolerance({ profile }: CaseContext): number {
  const declared = profile.assertion.skewSeconds;
  if (declared === null)
    throw new Untestable('the target file does not declare profile.assertion.skewSeconds');
  return declared;
}
