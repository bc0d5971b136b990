import { expect, test } from 'vitest';
import { type Evidence, evidenceSchemaId } from '../../../reports/evidence.ts';
import { makeResult } from '../../../reports/testing/make-run.ts';
import { sentTheSame as compare, type Recorded } from './same-exchanges.ts';

type Sent = {
  at?: number;
  port?: number;
  body?: string;
  jti?: string;
  signature?: string;
  claims?: Record<string, string | number>;
};

/** A result of a case that sent one request with a signed assertion for each of these. */
function recorded(id: string, ...requests: Sent[]): Recorded {
  const exchanges = requests.map(
    ({
      at = 1_800_000_000,
      port = 8080,
      jti = 'a',
      signature = 'right',
      claims = {},
      body,
    }): Evidence['exchanges'][number] => ({
      role: 'probe',
      atMs: 0,
      durationMs: 1,
      request: {
        method: 'POST',
        url: `http://127.0.0.1:${port}/token`,
        headers: [
          ['Host', `127.0.0.1:${port}`],
          ['Accept', 'application/json'],
        ],
        body: body ?? `grant_type=client_credentials&client_assertion=e30.e30.‹signature:${signature}›`,
      },
      response: { status: 401, headers: [['Date', new Date(at * 1000).toUTCString()]], body: '' },
      error: null,
      assertions: body
        ? []
        : [{ header: { alg: 'ES256' }, claims: { iss: 'a', jti, iat: at, exp: at + 30, ...claims } }],
    }),
  );
  const evidence: Evidence = { schema: evidenceSchemaId, case: id, variant: null, exchanges, races: [] };
  return { result: makeResult({ id, verifies: ['CA-022', 'CA-026'] }), evidence };
}

const sentTheSame = (...all: Recorded[]) => compare(all, (assertion) => !assertion.includes('wrong'));

const one = 'client-auth/one';
const other = 'client-auth/other';

test('two cases about one requirement that sent the same are told once', () => {
  const fresh = { at: 1_800_000_007, jti: 'b' };
  expect(sentTheSame(recorded(one, {}), recorded(other, fresh))).toEqual([[one, other]]);
});

test.each<[difference: string, changed: Sent]>([
  ['an instance', { port: 9090 }],
  ['a claim', { claims: { iss: 'b' } }],
  ['a time', { claims: { exp: 1_799_999_990 } }],
  ['a far time', { claims: { exp: 0 } }],
  ['the length of an identifier', { jti: 'long' }],
  ['a parameter', { body: 'grant_type=client_credentials' }],
])('%s is a difference', (_, changed) => {
  expect(sentTheSame(recorded(one, {}), recorded(other, changed))).toEqual([]);
});

test('a replay differs from two first uses', () => {
  const replay = recorded(one, { jti: 'a' }, { jti: 'a' });
  expect(sentTheSame(replay, recorded(other, { jti: 'a' }, { jti: 'b' }))).toEqual([]);
  expect(sentTheSame(replay, recorded(other, { jti: 'c' }, { jti: 'c' }))).toHaveLength(1);
});

test('cases about different requirements may judge the same request differently', () => {
  const elsewhere = recorded(other, {});
  elsewhere.result.verifies = ['CA-062'];
  expect(sentTheSame(recorded(one, {}), elsewhere)).toEqual([]);
});

test('what a wrong signature has wrong is not on record, so two of them are never the same', () => {
  expect(
    sentTheSame(recorded(one, { signature: 'wrong-1' }), recorded(other, { signature: 'wrong-2' })),
  ).toEqual([]);
});

test('an assertion that is written in an odd way stands for itself', () => {
  const body = 'client_assertion=e30.%20e30.‹signature:right›';
  expect(sentTheSame(recorded(one, { body }), recorded(other, {}))).toEqual([]);
  expect(sentTheSame(recorded(one, { body }), recorded(other, { body }))).toHaveLength(1);
});

test('a result without evidence sent nothing', () => {
  const silent = { ...recorded(one), evidence: null };
  expect(sentTheSame(silent, { ...silent, result: makeResult({ id: other }) })).toEqual([]);
});
