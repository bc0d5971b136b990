import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SecretRegistry } from '../evidence/secrets.ts';
import type { ClientAuthMethod } from '../target/description.ts';
import { basicClient, fixture } from '../testing/test-target.ts';
import { claimsOf, jwtBearerAssertionType } from './assertion.ts';
import { basic, credentialOf, formEncode, type Probe, toRequest } from './call.ts';
import { Client } from './client.ts';

const setting = {
  audience: (endpoint: string) => `the ${endpoint} audience`,
  now: () => 1000,
  lifetimeSeconds: 30,
};
const secrets = new SecretRegistry();
const client = new Client(basicClient, 'client_secret_basic', setting);
const signer = new Client(
  fixture({ id: 'svc-hs256', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) }),
  'client_secret_jwt',
  setting,
);

/** Text that UTF-8 can carry; anything else no client can have registered. */
const anyText = fc.string({ unit: 'grapheme' });

test('form encoding is undone by form decoding', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(formEncode(text)).toMatch(/^[\w.*+%-]*$/);
      expect(decodeURIComponent(formEncode(text).replaceAll('+', ' '))).toBe(text);
    }),
  );
});

test('form encoding is that of RFC 6749 Appendix B', () => {
  expect(formEncode(' %&+£€')).toBe('+%25%26%2B%C2%A3%E2%82%AC');
});

test('Basic credentials decode to what was given, whatever id and secret hold', () => {
  fc.assert(
    fc.property(anyText, anyText, (id, secret) => {
      const value = basic(`${formEncode(id)}:${formEncode(secret)}`);
      const decoded = Buffer.from(value.replace(/^Basic /, ''), 'base64').toString();
      const [first = '', ...rest] = decoded.split(':');
      const undo = (text: string) => new URLSearchParams(`=${text}`).get('');
      expect([undo(first), rest.map(undo)]).toEqual([id, [secret]]);
    }),
  );
});

test('a form arrives as it was given: probes set, repeat and leave out members', () => {
  const anyForm = fc.dictionary(fc.string({ unit: 'grapheme' }), anyText, { noNullPrototype: true });
  const anyChange = fc.dictionary(
    anyText,
    fc.option(fc.oneof(anyText, fc.array(anyText)), { nil: undefined }),
    {
      noNullPrototype: true,
    },
  );
  fc.assert(
    fc.property(anyForm, anyChange, (form, change) => {
      const { body } = toRequest('http://a.example/', form, { form: {} }, { form: change });
      const expected = Object.entries({ ...form, ...change }).flatMap(([name, value]) =>
        [value ?? []].flat().map((one) => [name, one]),
      );
      expect([...new URLSearchParams(String(body))]).toEqual(expected);
    }),
  );
});

test('a call is a form POST that asks for JSON', () => {
  const request = toRequest('http://a.example/token', { scope: 'api' }, { form: {} }, {});
  expect(request).toEqual({
    method: 'POST',
    url: 'http://a.example/token',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Accept', 'application/json'],
    ],
    body: 'scope=api',
  });
});

test('the Authorization header is the credential, what the probe says, or left out', () => {
  const authorizationBy = (probe: Probe) =>
    toRequest('http://a.example/', {}, { form: {}, authorization: 'Basic own' }, probe)
      .headers.filter(([name]) => name === 'Authorization')
      .map(([, value]) => value);
  expect(authorizationBy({})).toEqual(['Basic own']);
  expect(authorizationBy({ authorization: 'Bearer x' })).toEqual(['Bearer x']);
  expect(authorizationBy({ authorization: null })).toEqual([]);
  expect(authorizationBy({ headers: [['Authorization', 'Basic second']] })).toEqual([
    'Basic own',
    'Basic second',
  ]);
});

test.for<[ClientAuthMethod, object]>([
  ['none', { form: { client_id: 'svc-basic' } }],
  ['client_secret_post', { form: { client_id: 'svc-basic', client_secret: 'the secret of svc-basic' } }],
  ['client_secret_basic', { form: {}, authorization: basic('svc-basic:the+secret+of+svc-basic') }],
])('%s presents its credential, and no other', ([method, credential]) => {
  expect(credentialOf(client, { method }, 'token', secrets)).toEqual(credential);
});

test('an assertion is made for the endpoint that is called', () => {
  const { form, authorization } = credentialOf(signer, {}, 'par', secrets);
  expect(form.client_assertion_type).toBe(jwtBearerAssertionType);
  expect(claimsOf(form.client_assertion ?? '')).toMatchObject({
    iss: 'svc-hs256',
    aud: 'the par audience',
    exp: 1030,
  });
  expect(authorization).toBeUndefined();
});

test('a client_id goes beside an assertion only where the target says that it wants one', () => {
  const formOf = (clientIdWanted: boolean) => {
    const settled = { ...setting, clientIdWanted };
    const registered = fixture({ id: 'svc-hs256', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) });
    return credentialOf(new Client(registered, 'client_secret_jwt', settled), {}, 'token', secrets).form;
  };
  expect(formOf(true).client_id).toBe('svc-hs256');
  expect(formOf(false)).not.toHaveProperty('client_id');
});

test('a probe replaces the assertion, the secret or the identifier', () => {
  expect(credentialOf(signer, { assertion: 'abc' }, 'token', secrets).form.client_assertion).toBe('abc');
  expect(credentialOf(client, { secret: '', clientId: 'other' }, 'token', secrets).authorization).toBe(
    basic('other:'),
  );
});

test('several methods present all their credentials in one request', () => {
  const probe: Probe = { method: ['client_secret_basic', 'client_secret_post'] };
  expect(credentialOf(client, probe, 'token', secrets)).toEqual({
    form: { client_id: 'svc-basic', client_secret: 'the secret of svc-basic' },
    authorization: basic('svc-basic:the+secret+of+svc-basic'),
  });
});

test('what is presented is known as secret from then on', () => {
  const own = new SecretRegistry();
  const { authorization = '' } = credentialOf(client, { secret: 'a wrong secret' }, 'token', own);
  expect(own.redact(authorization)).toMatch(/^Basic ‹basic-credentials:\w{8}›$/);
  expect(own.redact('a wrong secret')).toMatch(/^‹client-secret:\w{8}›$/);
});
