import { type CaseContext, control, cross, expectRefused, type Json, testCase } from '../harness/index.ts';

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

type Expiry = { claims(context: CaseContext): Record<string, Json | undefined> };

const expiries: Record<string, Expiry> = {
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
  'beyond-the-tolerance': { claims: (context) => expired(context.clock.seconds() - tolerance(context) - 3) },
};

export default testCase({
  title: 'An assertion without expiry, or past it by more than the tolerance, is refused',
  verifies: ['CA-018'],
  variants: cross(methods, expiries),
  async run(context, { method, claims }) {
    const { oauth, clock } = context;
    const client = await oauth.client({ method });
    await control(
      oauth.token(client, { assertion: client.assertion({ claims: { exp: clock.seconds() + 5 } }) }),
    );
    expectRefused(await oauth.token(client, { assertion: client.assertion({ claims: claims(context) }) }));
    await control(oauth.token(client));
  },
});

/** Issued half a minute before it expired, so that nothing but its expiry is wrong. */
const expired = (exp: number) => ({ exp, iat: exp - 30 });

/** What the target claims, and never more than its profile allows. */
function tolerance({ profile: { assertion, bounds } }: CaseContext): number {
  return Math.min(assertion.skewSeconds ?? bounds.expLateSeconds, bounds.expLateSeconds);
}
