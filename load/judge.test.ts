import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { type AnswerKind, answerKinds, metricOf, storm, type WinnerCount } from './k6/lib/measures.ts';
import { clientAuth, loadCases } from './scenarios.ts';
import { parseSummary, type Summary } from './summary.ts';

const variant = 'private-key-jwt-es256';
const declared = { environment: '2 cores', copies: 5 };

/** A real summary in which some figures differ; k6 judged them, so the thresholds are told too. */
function summaryWith(changed: Record<string, { value?: number; of?: string; ok?: boolean }> = {}): Summary {
  const summary = parseSummary(readFileSync(new URL('test-data/summary.json', import.meta.url), 'utf8'));
  for (const [name, { value, of = 'count', ok }] of Object.entries(changed)) {
    const metric = summary.metrics[name];
    if (!metric) throw new Error(`no ${name}`);
    if (value !== undefined) metric.values[of] = value;
    for (const threshold of Object.values(metric.thresholds ?? {})) threshold.ok = ok ?? threshold.ok;
  }
  return summary;
}

const answered = (counts: Partial<Record<AnswerKind, number>>, by = variant) =>
  Object.fromEntries(answerKinds.map((kind) => [metricOf.answers(by, kind), { value: counts[kind] ?? 0 }]));
const won = (counts: Record<WinnerCount, number>) => ({
  [metricOf.winners('none')]: { value: counts.none, ok: counts.none === 0 },
  [metricOf.winners('one')]: { value: counts.one },
  [metricOf.winners('several')]: { value: counts.several, ok: counts.several === 0 },
});

test('figures that keep their bounds pass', () => {
  for (const { id, variants } of loadCases) {
    expect(judge({ id, variant: variants ? variant : null }, summaryWith(), declared)).toMatchObject({
      outcome: 'passed',
      reason: null,
    });
  }
});

test('latency beyond its bound is missed', () => {
  const slow = { [metricOf.latency(variant)]: { value: 2345, of: 'p(95)', ok: false } };
  expect(judge({ id: clientAuth.latency, variant }, summaryWith(slow), declared)).toMatchObject({
    outcome: 'missed',
    reason: 'the 95th percentile was 2345 ms, and should stay below 2000 ms',
  });
});

const refusing = { [metricOf.accepted(variant)]: { ok: false } };

test.for<[what: string, counts: Partial<Record<AnswerKind, number>>, outcome: string, reason: string]>([
  [
    'faults',
    { accepted: 80, fault: 2 },
    'missed',
    'not every right request was granted: 80 accepted, 2 fault',
  ],
  [
    'lost connections',
    { accepted: 8, lost: 1 },
    'missed',
    'not every right request was granted: 8 accepted, 1 lost',
  ],
  [
    'a rate limit',
    { accepted: 10, throttled: 90 },
    'untestable',
    'the target throttles its clients, so the load never reached it: 10 accepted, 90 throttled',
  ],
])(
  'of %s throughput tells what came instead of tokens, and latency is not told',
  ([, counts, outcome, reason]) => {
    const summary = summaryWith({ ...refusing, ...answered(counts) });
    expect(judge({ id: clientAuth.throughput, variant }, summary, declared)).toMatchObject({
      outcome,
      reason,
    });
    expect(judge({ id: clientAuth.latency, variant }, summary, declared)).toMatchObject({
      outcome: 'untestable',
    });
  },
);

test.for([clientAuth.latency, clientAuth.throughput, clientAuth.stormAnswered])(
  '%s is shown and not judged where nobody said what the target runs on',
  (id) => {
    const slow = { [metricOf.latency(variant)]: { ok: false }, ...won({ none: 1, one: 99, several: 0 }) };
    for (const summary of [summaryWith(), summaryWith(slow)]) {
      const { outcome, reason, measurement } = judge({ id, variant }, summary, {
        ...declared,
        environment: null,
      });
      expect({ outcome, reason }).toEqual({
        outcome: 'untestable',
        reason: expect.stringMatching(/capabilities\.load\.environment$/),
      });
      expect(measurement.kind).toBeDefined();
    }
  },
);

test('two winners are a violation, whatever the machine', () => {
  const summary = summaryWith(won({ none: 0, one: 97, several: 3 }));
  for (const environment of ['2 cores', null]) {
    expect(judge({ id: clientAuth.storm, variant: null }, summary, { copies: 5, environment })).toMatchObject(
      {
        outcome: 'missed',
        reason: '3 of 100 assertions, each sent 5 times at once, gained more than one token',
      },
    );
  }
});

test('no winner is a defect of availability, and no violation', () => {
  const summary = summaryWith({
    ...won({ none: 2, one: 98, several: 0 }),
    ...answered({ accepted: 98, fault: 10 }, storm),
  });
  expect(judge({ id: clientAuth.storm, variant: null }, summary, declared).outcome).toBe('passed');
  expect(judge({ id: clientAuth.stormAnswered, variant: null }, summary, declared)).toMatchObject({
    outcome: 'missed',
    reason: '2 of 100 assertions, each sent 5 times at once, gained no token: 98 accepted, 10 fault',
  });
});

test('a storm in which nothing wins shows nothing', () => {
  const summary = summaryWith({
    ...won({ none: 100, one: 0, several: 0 }),
    ...answered({ refused: 500 }, storm),
  });
  expect(judge({ id: clientAuth.storm, variant: null }, summary, declared)).toMatchObject({
    outcome: 'untestable',
    reason: 'no assertion gained a token at all: 500 refused',
  });
});
