import {
  type CaseContext,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Expiry = { claims(context: CaseContext): Record<string, Json | undefined> };

const expiries = {
  'no-expiry': { claims: () => ({ exp: undefined }) },
  'null-expiry': { claims: () => ({ exp: null }) },
  'expiry-a-word': { claims: () => ({ exp: 'never' }) },
  'expiry-an-object': { claims: () => ({ exp: {} }) },
  'expiry-zero': { claims: () => ({ exp: 0 }) },
  'expiry-negative': { claims: () => ({ exp: -1 }) },
  'an-hour-ago': { claims: ({ clock }) => expired(clock.seconds() - 3600) },
  'an-hour-ago-issued-now': { claims: ({ clock }) => ({ exp: clock.seconds() - 3600 }) },
  'an-hour-ago-without-issue-time': {
    claims: ({ clock }) => ({ exp: clock.seconds() - 3600, iat: undefined }),
  },
  'an-hour-ago-and-begun-before': {
    claims: ({ clock }) => ({ ...expired(clock.seconds() - 3600), nbf: clock.seconds() - 3630 }),
  },
  'beyond-the-tolerance': { claims: (context) => expired(context.clock.seconds() - tolerance(context) - 3) },
} satisfies Record<string, Expiry>;

type Row = Expiry & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const { 'no-expiry': none, 'beyond-the-tolerance': beyond } = expiries;

const variants: Record<string, Row> = {
  ...cross(jwtMethods, expiries),
  ...cross(cross(jwtMethods, { 'no-expiry': none, 'beyond-the-tolerance': beyond }), furtherEndpoints),
};

export default testCase({
  title: 'An assertion without expiry, or past it by more than the tolerance, is refused',
  verifies: ['CA-018'],
  variants,
  async run(context, { method, claims, endpoint = 'token' }) {
    const { oauth, clock } = context;
    const client = await oauth.client({ method });
    const inTime = client.assertion({ endpoint, claims: { exp: clock.seconds() + 5 } });
    await control(oauth.call(endpoint, client, { assertion: inTime }));
    const late = client.assertion({ endpoint, claims: claims(context) });
    expectRefused(await oauth.call(endpoint, client, { assertion: late }));
    await control(oauth.call(endpoint, client));
  },
});

/** Issued half a minute before it expired, so that nothing but its expiry is wrong. */
const expired = (exp: number) => ({ exp, iat: exp - 30 });

/** What the target claims, and never more than its profile allows. */
function tolerance({ profile: { assertion, bounds } }: CaseContext): number {
  return Math.min(assertion.skewSeconds ?? bounds.expLateSeconds, bounds.expLateSeconds);
}
