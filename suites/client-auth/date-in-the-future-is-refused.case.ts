import {
  type CaseContext,
  control,
  cross,
  expectAccepted,
  expectRefused,
  jwtMethods,
  type Profile,
  testCase,
} from '../harness/index.ts';

const strict: Profile[] = ['fapi2', 'authproof'];
const hour = 3600;

type Row = {
  claim: 'iat' | 'nbf';
  profiles?: Profile[];
  refused(context: CaseContext): number;
  accepted(context: CaseContext): number | null;
};

const byBounds = {
  profiles: strict,
  refused: ({ profile }: CaseContext) => profile.bounds.futureRefusedSeconds,
  accepted: ({ profile }: CaseContext) => profile.bounds.futureAcceptedSeconds,
};
const dates: Record<string, Row> = {
  'nbf-in-an-hour': { claim: 'nbf', refused: () => hour, accepted: () => null },
  'nbf-by-the-bounds': { claim: 'nbf', ...byBounds },
  'iat-by-the-bounds': { claim: 'iat', ...byBounds },
};

export default testCase({
  title:
    'An assertion that begins a few seconds ahead is accepted where the profile says so, far ahead never',
  verifies: ['CA-020'],
  variants: cross(jwtMethods, dates),
  async run(context, { method, claim, refused, accepted }) {
    const { oauth, clock } = context;
    const client = await oauth.client({ method });
    const ahead = (seconds: number) => {
      const now = clock.seconds();
      const claims = { [claim]: now + seconds, exp: now + lifetime(context) };
      return { assertion: client.assertion({ claims }) };
    };
    const tolerated = accepted(context);
    await control(oauth.token(client, ahead(0)));
    if (tolerated !== null) expectAccepted(await oauth.token(client, ahead(tolerated - 3)));
    expectRefused(await oauth.token(client, ahead(refused(context) + 3)));
    await control(oauth.token(client, ahead(0)));
  },
});

/** Past the later of the two bounds where the target takes assertions that live so long. */
function lifetime({ profile: { assertion, bounds } }: CaseContext): number {
  const { maxLifetimeSeconds: declared } = assertion;
  const longest = typeof declared === 'number' ? declared : (bounds.maxLifetimeSeconds ?? Infinity);
  return Math.min(90, longest - 3);
}
