import { expect, test } from 'vitest';
import type { Outcome } from '../../../reports/run-report.ts';
import { type KnownFailureEntry, loadKnownFailures, matchKnown, staleEntries } from './known-failures.ts';
import { makeFolder } from './test-folder.ts';

const replay = 'client-auth/a-replayed-assertion-is-refused';
const yaml = `- case: ${replay}
  variant: par
  requirement: CA-022
  clause: OIDC Core §9
  evidence: lib/shared/jwt_client_auth.js
  reason: Its store is per process.
  expires: 2027-01-31
`;

function makeEntry(change: Partial<KnownFailureEntry> = {}): KnownFailureEntry {
  const words = { clause: '§9', evidence: 'a line', reason: 'so it is', place: 'known-failures.yaml:1:3' };
  return { case: replay, requirement: 'CA-022', ...words, ...change };
}

function makeResult(outcome: Outcome, variant: string | null = null) {
  return { id: replay, variant, verifies: ['CA-022'], outcome };
}

test('an entry is read with its place', async () => {
  await using folder = await makeFolder({ 'known.yaml': yaml });
  const file = folder.path('known.yaml');
  expect(await loadKnownFailures(file)).toEqual([
    {
      case: replay,
      variant: 'par',
      requirement: 'CA-022',
      clause: 'OIDC Core §9',
      evidence: 'lib/shared/jwt_client_auth.js',
      reason: 'Its store is per process.',
      expires: '2027-01-31',
      place: `${file}:1:9`,
    },
  ]);
});

test('an empty list is a list', async () => {
  await using folder = await makeFolder({ 'known.yaml': '[]\n' });
  expect(await loadKnownFailures(folder.path('known.yaml'))).toEqual([]);
});

test.for([
  ['knownFailures: []\n', 'known.yaml:1:1: expected a list; found a map'],
  [yaml.replace('clause', 'clauses'), 'known.yaml:4:3 [0]: unknown key "clauses"; did you mean "clause"?'],
  [yaml.replace(/ {2}evidence.*\n/, ''), 'known.yaml:1:3 [0].evidence: missing; expected a string'],
  [
    yaml.replace('2027-01-31', 'soon'),
    'known.yaml:7:12 [0].expires: expected a date such as 2026-01-31; found "soon"',
  ],
  [
    yaml.replace('CA-022', 'CA-22'),
    'known.yaml:3:16 [0].requirement: expected an id such as CA-022; found "CA-22"',
  ],
  [
    yaml.replace(replay, 'replay'),
    'known.yaml:1:9 [0].case: expected the id of a case, such as client-auth/a-replay-is-refused; found "replay"',
  ],
  [yaml + yaml, `known.yaml:8:9 [1].case: ${replay}#par CA-022 is listed twice`],
])('%j is refused', async ([text = '', problem]) => {
  await using folder = await makeFolder({ 'known.yaml': text });
  const found = await folder.problemOf(loadKnownFailures(folder.path('known.yaml')));
  expect(found).toContain(problem);
});

test('an entry knows of the failures of its variant only, and without one of all', () => {
  const [ofPar, ofAll] = [makeEntry({ variant: 'par' }), makeEntry()];
  expect(matchKnown([ofPar], makeResult('failed', 'par'))).toBe(ofPar);
  expect(matchKnown([ofPar], makeResult('failed', 'token'))).toBeUndefined();
  expect(matchKnown([ofPar], makeResult('failed'))).toBeUndefined();
  expect(matchKnown([ofAll], makeResult('failed', 'token'))).toBe(ofAll);
});

test('only a failure of the entry’s case that verifies its requirement is known', () => {
  expect(matchKnown([makeEntry()], makeResult('warned'))).toBeUndefined();
  expect(matchKnown([makeEntry()], { ...makeResult('failed'), verifies: ['CA-024'] })).toBeUndefined();
  expect(matchKnown([makeEntry()], { ...makeResult('failed'), id: `${replay}-too` })).toBeUndefined();
});

test('an entry that passes now, or that has expired, is stale and says so', () => {
  const entries = [makeEntry({ variant: 'par' }), makeEntry({ variant: 'token', expires: '2026-12-31' })];
  const results = [makeResult('passed', 'par'), makeResult('failed', 'token')];
  expect(staleEntries(entries, results, '2027-01-01').map(({ detail }) => detail)).toEqual([
    `known-failures.yaml:1:3 ${replay}#par (CA-022): no longer fails; remove the entry`,
    `known-failures.yaml:1:3 ${replay}#token (CA-022): expired on 2026-12-31`,
  ]);
});

test('an entry is good for the whole of its last day', () => {
  expect(staleEntries([makeEntry({ expires: '2027-01-01' })], [], '2027-01-01')).toEqual([]);
});

test.for<Outcome | 'not run'>(['failed', 'flaky', 'errored', 'untestable', 'not-applicable', 'not run'])(
  'an entry whose case was %s is not stale',
  (outcome) => {
    const results = outcome === 'not run' ? [] : [makeResult(outcome)];
    expect(staleEntries([makeEntry()], results, '2027-01-01')).toEqual([]);
  },
);

test('an entry without variant is stale only when all variants ran and none fails', () => {
  const passing = [makeResult('passed', 'par'), makeResult('warned', 'token')];
  expect(staleEntries([makeEntry()], passing, '2027-01-01')).toHaveLength(1);
  expect(staleEntries([makeEntry()], passing, '2027-01-01', () => false)).toEqual([]);
  expect(staleEntries([makeEntry()], [...passing, makeResult('failed', 'x')], '2027-01-01')).toEqual([]);
});
