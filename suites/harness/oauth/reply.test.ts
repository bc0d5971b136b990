import { describe, expect, test } from 'vitest';
import type { Answer } from '../http/send.ts';
import type { EndpointName, ReplyPattern } from '../target/description.ts';
import { describeRegistration, header, jsonOf, kindOf, type ReplyKind } from './reply.ts';

const answer = (status: number, body: unknown = '', headers: [string, string][] = []): Answer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const error = (code: string) => ({ error: code });

const plainly = { refused: [], oversized: false };
const kindAt = (endpoint: EndpointName, given: Answer) => kindOf(endpoint, given, plainly);

test.for<[EndpointName, number, unknown, ReplyKind]>([
  ['token', 200, { access_token: 'x' }, 'accepted'],
  ['token', 400, { access_token: 'x', error: 'invalid_client' }, 'accepted'],
  ['token', 200, { access_token: '' }, 'other'],
  ['token', 200, { access_token: 1 }, 'other'],
  ['token', 200, { request_uri: 'urn:x' }, 'other'],
  ['token', 200, 'access_token=x', 'other'],
  ['token', 204, '', 'other'],
  ['par', 201, { request_uri: 'urn:x', expires_in: 60 }, 'accepted'],
  ['par', 200, { access_token: 'x' }, 'other'],
  ['introspection', 200, { active: true }, 'accepted'],
  ['introspection', 200, { active: 'true' }, 'other'],
  ['introspection', 200, { active: false }, 'other'],
  ['introspection', 200, {}, 'other'],
  ['device-authorization', 200, { device_code: 'x', user_code: 'y' }, 'accepted'],
  ['device-authorization', 200, { user_code: 'y' }, 'other'],
  ['revocation', 200, '', 'other'],
  ['revocation', 200, { access_token: 'x' }, 'other'],
])('the %s endpoint, %i %j: %s', ([endpoint, status, body, kind]) => {
  expect(kindAt(endpoint, answer(status, body))).toBe(kind);
});

describe.for<EndpointName>(['token', 'par', 'introspection', 'revocation'])(
  'at the %s endpoint',
  (endpoint) => {
    test.for([400, 401, 403])('%i is a refusal with whatever body', (status) => {
      for (const body of [
        '',
        '<html>',
        '{"error":',
        '[]',
        {},
        error('invalid_client'),
        error('invalid_request'),
        error('x'),
      ]) {
        expect(kindAt(endpoint, answer(status, body))).toBe('refused');
      }
    });

    test.for(['invalid_scope', 'invalid_grant', 'unsupported_grant_type', 'invalid_state', 'use_dpop_nonce'])(
      '%s is not about the client',
      (code) => {
        for (const status of [400, 401, 403])
          expect(kindAt(endpoint, answer(status, error(code)))).toBe('other');
      },
    );

    test.for([301, 302, 303, 307, 404, 405, 406, 408, 409, 411, 413, 415, 422, 429, 431, 503])(
      '%i says nothing about the client',
      (status) => expect(kindAt(endpoint, answer(status, error('invalid_client')))).toBe('other'),
    );

    test.for([500, 501, 502, 504, 599])('%i is a fault', (status) => {
      expect(kindAt(endpoint, answer(status, error('invalid_client')))).toBe('fault');
    });

    test('too large is a refusal where the request was, and only there', () => {
      for (const status of [413, 431]) {
        expect(kindOf(endpoint, answer(status), { refused: [], oversized: true })).toBe('refused');
        expect(kindOf(endpoint, answer(status), { refused: [], oversized: false })).toBe('other');
      }
      expect(kindOf(endpoint, answer(414), { refused: [], oversized: true })).toBe('other');
    });
  },
);

const pattern = (when: Partial<ReplyPattern>): ReplyPattern => ({
  status: null,
  location: null,
  body: null,
  ...when,
});
const declared = (when: Partial<ReplyPattern>, given: Answer) =>
  kindOf('token', given, { refused: [pattern({ status: [418] }), pattern(when)], oversized: false });

test('a declared refusal is one where every member of the pattern matches', () => {
  const toLogin: [string, string][] = [['LOCATION', 'https://as.example/login?x']];
  expect(declared({ status: [302, 303], location: '/login' }, answer(303, '', toLogin))).toBe('refused');
  expect(declared({ status: [302], location: '/login' }, answer(303, '', toLogin))).toBe('other');
  expect(declared({ status: [303], location: '/consent' }, answer(303, '', toLogin))).toBe('other');
  expect(declared({ location: '/login' }, answer(303))).toBe('other');
});

test('a declared refusal may be told by the body', () => {
  const body = { result: { 'a/b': 'denied', 'c~d': null }, list: [{ ok: false }] };
  for (const when of [
    { '/result/a~1b': 'denied' },
    { '/result/c~0d': null },
    { '/list/0/ok': false, '/result/a~1b': 'denied' },
  ]) {
    expect(declared({ body: when }, answer(200, body))).toBe('refused');
  }
  for (const when of [{ '/result/missing': null }, { '/list/0/ok': 'false' }, { '/a/b/c': 1 }]) {
    expect(declared({ body: when }, answer(200, body))).toBe('other');
  }
  expect(declared({ body: { '/a': 1 } }, answer(200, 'not json'))).toBe('other');
});

test('an acceptance is one even where a declared refusal matches', () => {
  expect(declared({ status: [200] }, answer(200, { access_token: 'x' }))).toBe('accepted');
});

test('a declared refusal goes before what the status would say', () => {
  expect(declared({ status: [503] }, answer(503))).toBe('refused');
  expect(declared({ status: [400] }, answer(400, error('invalid_scope')))).toBe('refused');
});

test('only an object is read as JSON', () => {
  expect(jsonOf(answer(200, ' \n{"a":1}'))).toEqual({ a: 1 });
  for (const body of ['', '[1]', '"a"', 'null', '{"a":', '1']) expect(jsonOf(answer(200, body))).toBeNull();
});

test('headers are found in any spelling, repeats joined', () => {
  const headers: [string, string][] = [
    ['WWW-Authenticate', 'Basic realm="a"'],
    ['www-authenticate', 'Bearer'],
  ];
  expect(header({ headers }, 'Www-Authenticate')).toBe('Basic realm="a", Bearer');
  expect(header({ headers }, 'Location')).toBeNull();
});

test('an answer to a registration is quoted by status, error and description', () => {
  const body = { ...error('invalid_client_metadata'), error_description: 'no such scope: api' };
  expect(describeRegistration(answer(400, body))).toBe('400 invalid_client_metadata: no such scope: api');
  expect(describeRegistration(answer(400, error('invalid_client_metadata')))).toBe(
    '400 invalid_client_metadata',
  );
  expect(describeRegistration(answer(404, 'nothing here'))).toBe('404');
});

test('where a code or refresh token is on trial, invalid_grant refuses it', () => {
  const kind = (code: string) => kindOf('token', answer(400, error(code)), { ...plainly, judged: 'grant' });
  expect(['invalid_grant', 'invalid_client', 'invalid_scope'].map(kind)).toEqual([
    'refused',
    'refused',
    'other',
  ]);
  expect(kindOf('token', answer(429, error('invalid_grant')), { ...plainly, judged: 'grant' })).toBe('other');
});
