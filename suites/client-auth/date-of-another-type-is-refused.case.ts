import {
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  type Profile,
  testCase,
} from '../harness/index.ts';

type Date = { claim: 'exp' | 'nbf' | 'iat'; of(now: number): Json; profiles?: Profile[] };

const strict: Profile[] = ['fapi2', 'authproof'];
/** The right second, so that whoever converts it accepts it. */
const soon = (now: number) => now + 20;
/** Longer ago than clocks differ: servers are known that refuse what began just now. */
const begun = (now: number) => now - 60;

/** Not 1e400, which is a number like any other and only far ahead: that may be refused (RFC 7523 §3 item 4). */
const dates = {
  'exp-a-number-in-text': { claim: 'exp', of: (now) => String(soon(now)) },
  'exp-a-word': { claim: 'exp', of: () => 'never' },
  'exp-not-a-number': { claim: 'exp', of: () => 'NaN' },
  'exp-a-date-in-text': { claim: 'exp', of: (now) => new Date(soon(now) * 1000).toISOString() },
  'exp-empty': { claim: 'exp', of: () => '' },
  'exp-true': { claim: 'exp', of: () => true },
  'exp-null': { claim: 'exp', of: () => null },
  'exp-in-an-array': { claim: 'exp', of: (now) => [soon(now)] },
  'exp-an-object': { claim: 'exp', of: (now) => ({ seconds: soon(now) }) },
  'exp-negative': { claim: 'exp', of: () => -1 },
  'nbf-a-number-in-text': { claim: 'nbf', of: (now) => String(begun(now)) },
  'nbf-a-word': { claim: 'nbf', of: () => 'now' },
  'nbf-true': { claim: 'nbf', of: () => true },
  'nbf-empty': { claim: 'nbf', of: () => '' },
  'nbf-an-object': { claim: 'nbf', of: (now) => ({ seconds: begun(now) }) },
  'nbf-null': { claim: 'nbf', of: () => null },
  'nbf-in-an-array': { claim: 'nbf', of: (now) => [begun(now)] },
  // Elsewhere a server need not look at iat at all.
  'iat-a-number-in-text': { claim: 'iat', of: String, profiles: strict },
  'iat-a-word': { claim: 'iat', of: () => 'now', profiles: strict },
  'iat-true': { claim: 'iat', of: () => true, profiles: strict },
  'iat-empty': { claim: 'iat', of: () => '', profiles: strict },
  'iat-an-object': { claim: 'iat', of: (now) => ({ seconds: now }), profiles: strict },
  'iat-null': { claim: 'iat', of: () => null, profiles: strict },
  'iat-in-an-array': { claim: 'iat', of: (now) => [now], profiles: strict },
} satisfies Record<string, Date>;

/** One of each claim, for endpoints whose code may look at some of them only. */
const { 'exp-a-number-in-text': exp, 'nbf-a-number-in-text': nbf, 'iat-a-number-in-text': iat } = dates;
const inText: Record<string, Date> = {
  'exp-a-number-in-text': exp,
  'nbf-a-number-in-text': nbf,
  'iat-a-number-in-text': iat,
};
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = Date & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, dates),
  ...cross(cross({ 'private-key-jwt': byKey }, inText), furtherEndpoints),
};

export default testCase({
  title: 'An assertion whose dates are not numbers is refused, whatever they could be converted to',
  verifies: ['CA-021'],
  variants,
  async run({ oauth, clock }, { method, claim, of, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    const right = { exp: soon, nbf: begun, iat: (now: number) => now }[claim];
    const dated = (date: Json) => ({ assertion: client.assertion({ endpoint, claims: { [claim]: date } }) });
    await control(oauth.call(endpoint, client, dated(right(clock.seconds()))));
    expectRefused(await oauth.call(endpoint, client, dated(of(clock.seconds()))));
    await control(oauth.call(endpoint, client, dated(right(clock.seconds()))));
  },
});
