import { expect, test } from 'vitest';
import {
  audienceMatches,
  clientNamedBy,
  criticalHeadersUnderstood,
  datesWellFormed,
  identifierOf,
  isExpired,
  lifetimeAllowed,
  notYetValid,
  rememberedUntil,
  typeAllowed,
} from './claims.ts';

const issuer = 'https://as.example';
const at = 1_800_000_000;
const now = at * 1000;

test.for([undefined, 'JWT', 'jwt', 'client-authentication+jwt', 'application/client-authentication+JWT'])(
  'typ %s is allowed',
  (typ) => expect(typeAllowed(typ === undefined ? {} : { typ })).toBe(true),
);

test.for(['at+jwt', 'dpop+jwt', 'logout+jwt', 'JWT2', '', 1, null, ['JWT'], 'text/jwt'])(
  'typ %j is another kind of token',
  (typ) => expect(typeAllowed({ typ })).toBe(false),
);

test('any crit and any b64 is one too many', () => {
  expect(criticalHeadersUnderstood({ alg: 'ES256' })).toBe(true);
  expect(criticalHeadersUnderstood({ crit: ['exp'] })).toBe(false);
  expect(criticalHeadersUnderstood({ crit: [] })).toBe(false);
  expect(criticalHeadersUnderstood({ b64: true })).toBe(false);
});

test('issuer and subject name the client alike or not at all', () => {
  expect(clientNamedBy({ iss: 'a', sub: 'a' })).toBe('a');
  for (const claims of [
    { iss: 'a', sub: 'b' },
    { iss: 'a' },
    { sub: 'a' },
    {},
    { iss: '', sub: '' },
    { iss: 1, sub: 1 },
  ]) {
    expect(clientNamedBy(claims)).toBeUndefined();
  }
});

test('the audience is the issuer, alone or as the only element', () => {
  expect(audienceMatches({ aud: issuer }, issuer)).toBe(true);
  expect(audienceMatches({ aud: [issuer] }, issuer)).toBe(true);
});

test.for([
  undefined,
  null,
  '',
  [],
  {},
  `${issuer}/`,
  `${issuer}:443`,
  issuer.toUpperCase(),
  `${issuer}.evil.example`,
  `${issuer}/oauth/token`,
  [issuer, 'https://evil.example'],
  ['https://evil.example', issuer],
  [issuer, issuer],
  [[issuer]],
])('the audience %j is not the issuer', (aud) => {
  expect(audienceMatches({ aud }, issuer)).toBe(false);
});

test('dates are finite numbers where there are any', () => {
  expect(datesWellFormed({})).toBe(true);
  expect(datesWellFormed({ exp: at + 0.5, iat: at, nbf: 0 })).toBe(true);
  for (const date of ['never', String(at), true, null, [at], Infinity]) {
    expect(datesWellFormed({ exp: date })).toBe(false);
    expect(datesWellFormed({ exp: at, iat: date })).toBe(false);
    expect(datesWellFormed({ exp: at, nbf: date })).toBe(false);
  }
});

test('an assertion is taken until ten seconds after its expiry, and never without one', () => {
  expect(isExpired({ exp: at - 10 }, now)).toBe(false);
  expect(isExpired({ exp: at - 10 }, now + 1)).toBe(true);
  expect(isExpired({}, now)).toBe(true);
});

test('iat and nbf may lie ahead by thirty seconds', () => {
  for (const claim of ['iat', 'nbf']) {
    expect(notYetValid({ [claim]: at + 30 }, now)).toBe(false);
    expect(notYetValid({ [claim]: at + 31 }, now)).toBe(true);
  }
  expect(notYetValid({}, now)).toBe(false);
});

test('a lifetime is at most 300 seconds, from now and from iat', () => {
  expect(lifetimeAllowed({ exp: at + 300 }, now)).toBe(true);
  expect(lifetimeAllowed({ exp: at + 301 }, now)).toBe(false);
  expect(lifetimeAllowed({ exp: at + 100, iat: at - 210 }, now)).toBe(true);
  expect(lifetimeAllowed({ exp: at + 100, iat: at - 211 }, now)).toBe(false);
  expect(lifetimeAllowed({ exp: at + 100, iat: at - 86_400 }, now)).toBe(false);
});

const identified = (jti: unknown) =>
  identifierOf({ compact: '', header: {}, claims: { jti }, signature: new Uint8Array() });

test('an identifier is a text of 1 to 256 characters', () => {
  expect(identified('a')).toBe('a');
  expect(identified('a'.repeat(256))).toBeDefined();
  for (const jti of [undefined, null, '', 1, ['a'], 'a'.repeat(257)]) expect(identified(jti)).toBeUndefined();
});

test('an identifier is kept for longer than its assertion could be accepted', () => {
  const until = rememberedUntil({ exp: at + 0.0001 }, now);
  expect(isExpired({ exp: at }, until - 49_000)).toBe(true);
  expect(Number.isInteger(until)).toBe(true);
});
