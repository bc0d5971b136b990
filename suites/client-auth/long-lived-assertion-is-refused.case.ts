import {
  type CaseContext,
  control,
  cross,
  expectRefused,
  type Json,
  jwtMethods,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Dates = { iat: Json | undefined; exp: Json };
type Lifetime = { undated?: true; dates(context: CaseContext): Dates };
const day = 86_400;

/**
 * Issued that long ago, valid that much longer: a maximum may be enforced on exp, on the age, or on exp less iat, and
 * each of them must end it.
 */
const lifetimes: Record<string, Lifetime> = {
  'ten-years': {
    dates: ({ clock }) => ({ iat: clock.seconds() - day, exp: clock.seconds() + 3650 * day }),
  },
  // Whoever counts from iat has nothing to count from.
  'ten-years-without-issue-time': {
    undated: true,
    dates: ({ clock }) => ({ iat: undefined, exp: clock.seconds() + 3650 * day }),
  },
  'beyond-the-declared-maximum': {
    dates(context) {
      const { clock, profile } = context;
      const excess =
        maximumOf(context) + (profile.assertion.skewSeconds ?? profile.bounds.expLateSeconds) + 3;
      return { iat: clock.seconds() - excess, exp: clock.seconds() + excess };
    },
  },
};

export default testCase({
  title: 'An assertion that lives longer than the declared maximum is refused',
  verifies: ['CA-019'],
  variants: cross(jwtMethods, lifetimes),
  async run(context, { method, undated, dates }) {
    const { oauth, clock } = context;
    const tooLong = dates(context);
    const client = await oauth.client({ method });
    const longest =
      typeof context.profile.assertion.maxLifetimeSeconds === 'number' ? maximumOf(context) : 30;
    const fresh = () => ({ iat: clock.seconds(), exp: clock.seconds() + longest - 3 });
    const nearlyOver = () => ({ iat: clock.seconds() - longest + 8, exp: clock.seconds() + 5 });
    const dated = (claims: Dates) => oauth.token(client, { assertion: client.assertion({ claims }) });
    if (undated) {
      const short = await dated({ ...fresh(), iat: undefined });
      if (short.kind === 'refused') throw new NotApplicable('an assertion without iat is refused anyway');
      await control(short);
    } else {
      await control(dated(fresh()));
      await control(dated(nearlyOver()));
    }
    expectRefused(await dated(tooLong));
    await control(oauth.token(client));
  },
});

/** What the target claims, and never more than its profile allows. */
function maximumOf({ profile: { assertion, bounds } }: CaseContext): number {
  const declared = assertion.maxLifetimeSeconds;
  if (declared === null)
    throw new Untestable('the target file does not declare profile.assertion.maxLifetimeSeconds');
  if (declared === 'none')
    throw new NotApplicable('the target declares no maximum, which is the finding of ten years');
  return Math.min(declared, bounds.maxLifetimeSeconds ?? declared);
}
