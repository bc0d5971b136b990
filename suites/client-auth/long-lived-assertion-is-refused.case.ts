import {
  type CaseContext,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Dates = { iat: Json | undefined; exp: Json };
type Lifetime = {
  undated?: true;
  dates(context: CaseContext): Dates;
  likewise?(context: CaseContext): Dates;
};
const day = 86_400;

/**
 * Issued that long ago, valid that much longer: a maximum may be enforced on exp, on the age, or on exp less iat, and
 * each of them must end it.
 */
const lifetimes = {
  'ten-years': {
    dates: ({ clock }) => ({ iat: clock.seconds() - day, exp: clock.seconds() + 3650 * day }),
  },
  // Whoever counts from iat has nothing to count from.
  'ten-years-without-issue-time': {
    undated: true,
    dates: ({ clock }) => ({ iat: undefined, exp: clock.seconds() + 3650 * day }),
  },
  // A minute of life for whoever takes the unit for the other one, where as long a life in seconds is refused.
  'expiry-in-milliseconds': {
    dates: ({ clock }) => ({ iat: clock.seconds(), exp: (clock.seconds() + 60) * 1000 }),
    likewise: ({ clock }) => ({ iat: clock.seconds(), exp: clock.seconds() + 3650 * day }),
  },
  'beyond-the-declared-maximum': {
    dates(context) {
      const { clock, profile } = context;
      const excess =
        maximumOf(context) + (profile.assertion.skewSeconds ?? profile.bounds.expLateSeconds) + 3;
      return { iat: clock.seconds() - excess, exp: clock.seconds() + excess };
    },
  },
} satisfies Record<string, Lifetime>;

const { 'ten-years': tenYears } = lifetimes;
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = Lifetime & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, lifetimes),
  ...cross(cross({ 'private-key-jwt': byKey }, { 'ten-years': tenYears }), furtherEndpoints),
};

export default testCase({
  title: 'An assertion that lives longer than the declared maximum is refused',
  verifies: ['CA-019'],
  variants,
  async run(context, { method, undated, dates, likewise, endpoint = 'token' }) {
    const { oauth, clock } = context;
    const tooLong = dates(context);
    const client = await oauth.client({ method });
    const longest =
      typeof context.profile.assertion.maxLifetimeSeconds === 'number' ? maximumOf(context) : 30;
    const fresh = () => ({ iat: clock.seconds(), exp: clock.seconds() + longest - 3 });
    const nearlyOver = () => ({ iat: clock.seconds() - longest + 8, exp: clock.seconds() + 5 });
    const dated = (claims: Dates) =>
      oauth.call(endpoint, client, { assertion: client.assertion({ endpoint, claims }) });
    if (undated) {
      const short = await dated({ ...fresh(), iat: undefined });
      if (short.kind === 'refused') throw new NotApplicable('an assertion without iat is refused anyway');
      await control(short);
    } else {
      await control(dated(fresh()));
      await control(dated(nearlyOver()));
    }
    if (likewise && (await dated(likewise(context))).kind === 'accepted')
      throw new NotApplicable(
        'it is the age that ends an assertion here, if anything: ten years of life are accepted',
      );
    expectRefused(await dated(tooLong));
    await control(oauth.call(endpoint, client));
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
