import { expect, test } from 'vitest';
import { toRunReport } from './assess.ts';
import { circumstancesOf, figure, figuresOf, stormIn } from './figures.ts';
import { makeResult, makeRun } from './testing/make-run.ts';
import { sampleLoad, sampleLoadRun } from './testing/sample-load.ts';

const report = toRunReport(sampleLoadRun());

test('figures of one client stand together, the fastest first', () => {
  expect(
    figuresOf(report).map(({ client, throughput, latency }) => [client, throughput?.perSecond, latency?.p95]),
  ).toEqual([
    ['client-secret-post', 1761.9, 8.9],
    ['client-secret-basic', 1490.2, 11.2],
    ['client-secret-jwt-hs256', 794.4, 20],
    ['private-key-jwt-es256', 563.3, 26.2],
  ]);
});

test('a storm is told in one sentence', () => {
  expect(stormIn(report)).toBe(
    '100 assertions, each sent 5 times at once: 97 gained one token, 3 several, 0 none',
  );
});

test('a run without load has no figures', () => {
  const other = toRunReport(makeRun([makeResult({ variant: 'a' })]));
  expect({ figures: figuresOf(other), storm: stormIn(other) }).toEqual({ figures: [], storm: null });
});

test('what the figures belong to is told, and where it is not known that they are not judged', () => {
  expect(circumstancesOf(sampleLoad)).toEqual([
    ['The target runs on', '4 cores, 8 GiB, PostgreSQL 16 on a machine of its own'],
    ['Load', '8 clients at a time, 2 s for each kind of client'],
    ['Sent by', 'k6 v1.8.1 on 2 cores of Example 3000 at 2.40 GHz, 16 GiB, linux x64'],
  ]);
  const [undeclared, capped] = circumstancesOf({ ...sampleLoad, environment: null, cap: 20 });
  expect(undeclared?.[1]).toBe('not declared, so no figure of it is judged');
  expect(capped?.[1]).toMatch(/, held back to 20 requests a second$/);
});

test.for([
  [1761.9, '1,762'],
  [20, '20.0'],
  [0.04, '0.0'],
] as const)('%d is written %s', ([value, text]) => {
  expect(figure(value)).toBe(text);
});
