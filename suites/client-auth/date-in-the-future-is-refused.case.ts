import {
  type CaseContext,
  control,
  cross,
  type EndpointName,
  expectAccepted,
  expectRefused,
  furtherEndpoints,
  jwtMethods,
  type Profile,
  testCase,
} from '../harness/index.ts';

const strict: Profile[] = ['fapi2', 'authproof'];
const hour = 3600;
/** Servers are known that refuse what began within the seconds that their clock may be wrong by. */
const aMinute = 60;

type Ahead = {
  claim: 'iat' | 'nbf';
  /** Also there, and past. */
  beside?: 'nbf';
  profiles?: Profile[];
  refused(context: CaseContext): number;
  accepted(context: CaseContext): number | null;
};

const byBounds = {
  profiles: strict,
  refused: ({ profile }: CaseContext) => profile.bounds.futureRefusedSeconds,
  accepted: ({ profile }: CaseContext) => profile.bounds.futureAcceptedSeconds,
};
const dates = {
  'nbf-in-an-hour': { claim: 'nbf', refused: () => hour, accepted: () => null },
  'nbf-by-the-bounds': { claim: 'nbf', ...byBounds },
  'iat-by-the-bounds': { claim: 'iat', ...byBounds },
  // Each is looked at, not the one that is there first.
  'iat-beside-nbf-by-the-bounds': { claim: 'iat', beside: 'nbf', ...byBounds },
} satisfies Record<string, Ahead>;

/** The bound of its profile, whichever that is. */
const beyond: Record<string, Ahead> = {
  'nbf-beyond-the-bound': {
    claim: 'nbf',
    refused: ({ profile }) => profile.bounds.futureRefusedSeconds,
    accepted: () => null,
  },
};
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = Ahead & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, dates),
  ...cross(cross({ 'private-key-jwt': byKey }, beyond), furtherEndpoints),
};

export default testCase({
  title:
    'An assertion that begins a few seconds ahead is accepted where the profile says so, far ahead never',
  verifies: ['CA-020'],
  variants,
  async run(context, { method, claim, beside, refused, accepted, endpoint = 'token' }) {
    const { oauth, clock } = context;
    const client = await oauth.client({ method });
    const ahead = (seconds: number) => {
      const now = clock.seconds();
      const claims = {
        [claim]: now + seconds,
        ...(beside && { [beside]: now }),
        exp: now + lifetime(context),
      };
      return { assertion: client.assertion({ endpoint, claims }) };
    };
    const begun = claim === 'nbf' ? -aMinute : 0;
    const tolerated = accepted(context);
    await control(oauth.call(endpoint, client, ahead(begun)));
    if (tolerated !== null) expectAccepted(await oauth.call(endpoint, client, ahead(tolerated - 3)));
    expectRefused(await oauth.call(endpoint, client, ahead(refused(context) + 3)));
    await control(oauth.call(endpoint, client, ahead(begun)));
  },
});

/** Past the later of the two bounds where the target takes assertions that live so long. */
function lifetime({ profile: { assertion, bounds } }: CaseContext): number {
  const { maxLifetimeSeconds: declared } = assertion;
  const longest = typeof declared === 'number' ? declared : (bounds.maxLifetimeSeconds ?? Infinity);
  return Math.min(90, longest - 3);
}
