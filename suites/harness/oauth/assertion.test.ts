import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { exportJWK, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { type AssertionChange, claimsOf, decodeAssertion, signAssertion } from './assertion.ts';
import { keyFromJwk } from './jwk.ts';
import { dissect, newPrivateKey } from './jws.ts';

const key = await newPrivateKey('ES256');
const right = {
  clientId: 'svc',
  audience: 'https://as.example',
  alg: 'ES256',
  key,
  kid: 'one',
  now: 1_700_000_000,
  lifetimeSeconds: 30,
};
const headerOf = (assertion: string) => JSON.parse(dissect(assertion).header.toString());

test('a right assertion says who, to whom, once and for how long', async () => {
  const assertion = signAssertion(right);
  const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(key), {
    issuer: 'svc',
    subject: 'svc',
    audience: 'https://as.example',
    currentDate: new Date(1_700_000_010_000),
  });
  expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'one', typ: 'JWT' });
  expect(payload).toMatchObject({ iat: 1_700_000_000, exp: 1_700_000_030 });
});

test('every assertion has an identifier of its own', () => {
  const identifiers = Array.from({ length: 50 }, () => claimsOf(signAssertion(right)).jti);
  expect(new Set(identifiers).size).toBe(50);
});

test('a changed member takes the place of the right one, and nothing else changes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('iss', 'sub', 'aud', 'jti', 'iat', 'exp', 'more'),
      fc.jsonValue(),
      (name, value) => {
        const json = JSON.parse(JSON.stringify(value));
        const changed = claimsOf(signAssertion(right, { claims: { [name]: json, jti: 'j', [name]: json } }));
        const unchanged = claimsOf(signAssertion(right, { claims: { jti: 'j' } }));
        expect(changed).toEqual({ ...unchanged, [name]: json });
      },
    ),
  );
});

test('an undefined member is left out', () => {
  const assertion = signAssertion(right, {
    header: { alg: undefined, kid: undefined },
    claims: { exp: undefined },
  });
  expect(headerOf(assertion)).toEqual({ typ: 'JWT' });
  expect(claimsOf(assertion)).not.toHaveProperty('exp');
});

test('a client without a kid sends none', () => {
  expect(headerOf(signAssertion({ ...right, kid: undefined }))).toEqual({ alg: 'ES256', typ: 'JWT' });
});

test('another signer also stands in the header, unless the header is changed itself', () => {
  const signWith = { alg: 'HS256', key: randomBytes(32) };
  expect(headerOf(signAssertion(right, { signWith })).alg).toBe('HS256');
  expect(headerOf(signAssertion(right, { signWith, header: { alg: 'ES256' } })).alg).toBe('ES256');
});

test.for<[string, AssertionChange]>([
  ['raw text', { raw: { header: '{"alg":"ES256" }', claims: '{"exp":1,"exp":2}' } }],
  ['changed members', { claims: { aud: ['a', 'b'] }, header: { crit: ['exp'] } }],
  ['nothing changed', {}],
])('the signature covers what is sent: %s', ([, change]) => {
  const secret = randomBytes(32);
  const assertion = signAssertion({ ...right, alg: 'HS256', key: secret }, change);
  const { header, claims, signature } = dissect(assertion);
  if (change.raw) expect([header.toString(), claims.toString()]).toEqual(Object.values(change.raw));
  const again = signAssertion(
    { ...right, alg: 'HS256', key: secret },
    { raw: { header: header.toString(), claims: claims.toString() } },
  );
  expect(dissect(again).signature).toEqual(signature);
});

test.for(['header', 'claims', 'signature'] as const)(
  'the %s may be written down otherwise, and what is sent is what was signed',
  (part) => {
    const secret = randomBytes(32);
    const hmac = { ...right, alg: 'HS256', key: secret };
    const assertion = signAssertion(hmac, {
      encode: { [part]: (bytes: Buffer) => `${bytes.toString('base64')}\n` },
    });
    const [header, claims, signature = ''] = assertion.split('.');
    expect({ header, claims, signature }[part]).toMatch(/\n$/);
    const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest();
    expect(Buffer.from(signature, 'base64')).toEqual(expected);
  },
);

test('header and claims are decoded for evidence, and what is malformed is not', () => {
  expect(decodeAssertion(signAssertion(right, { claims: { jti: 'j' } }))).toMatchObject({
    header: { kid: 'one' },
    claims: { iss: 'svc', jti: 'j' },
  });
  for (const malformed of ['', 'a.b', 'e30.bm90IGpzb24.', 'e30.e30.e30.e30']) {
    expect(decodeAssertion(malformed)).toBeNull();
  }
});

test('a key read from a JWK is the key', async () => {
  const extractable = await newPrivateKey('ES256');
  expect(keyFromJwk(await exportJWK(extractable)).equals(extractable)).toBe(true);
});
