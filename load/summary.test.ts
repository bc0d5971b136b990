import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerKinds, metricOf, requirements, thresholdsFor } from './k6/lib/measures.ts';
import { latencyIn, parseSummary, stormIn, throughputIn } from './summary.ts';

/** What k6 1.8.1 wrote for one method and the storm, without most of the metrics that nobody asks for. */
const text = readFileSync(new URL('test-data/summary.json', import.meta.url), 'utf8');
const summary = parseSummary(text);
const variant = 'private-key-jwt-es256';

test('latency is read in milliseconds', () => {
  expect(latencyIn(summary, variant)).toEqual({
    measurement: {
      kind: 'latency',
      samples: 588,
      p50: 10.48,
      p95: 22.61,
      p99: 29.74,
      max: 38.99,
      bound: 2000,
    },
    kept: true,
  });
});

test('throughput is what was answered in the time that the method had', () => {
  const { measurement, kept } = throughputIn(summary, variant);
  expect(kept).toBe(true);
  expect(measurement).toMatchObject({ requests: 588, seconds: 1.01, perSecond: 581.6 });
  expect(measurement.answers).toEqual(answersOf({ accepted: 588 }));
});

test('of a storm the winners of each assertion are counted', () => {
  expect(stormIn(summary, 5)).toEqual({
    measurement: {
      kind: 'replay-storm',
      assertions: 100,
      copies: 5,
      winners: { none: 0, one: 100, several: 0 },
      answers: answersOf({ accepted: 100, refused: 400 }),
    },
    single: true,
    answered: true,
  });
});

function answersOf(some: Record<string, number>) {
  return Object.fromEntries(answerKinds.map((kind) => [kind, some[kind] ?? 0]));
}

test('what k6 did not measure is no figure', () => {
  expect(() => latencyIn(summary, 'client-chain')).toThrow(
    /^the summary of k6 has no count of http_req_duration/,
  );
  expect(() => throughputIn(summary, 'client-chain')).toThrow(/^the summary of k6 has no count of answers/);
  expect(() => parseSummary('{"metrics":{"answers":3}}')).toThrow(/^not a summary of k6/);
});

test('a load that never began is no figure of zero', () => {
  const { metrics } = parseSummary(text);
  for (const metric of Object.values(metrics)) metric.values = { ...metric.values, count: 0 };
  expect(() => throughputIn({ metrics }, variant)).toThrow(`k6 sent no request for ${variant}`);
  expect(() => stormIn({ metrics }, 5)).toThrow('k6 replayed no assertion');
});

test('every requirement has a threshold that bears its name', () => {
  const names = Object.keys(thresholdsFor([variant], true));
  for (const id of Object.values(requirements)) {
    expect(names.filter((name) => name.includes(`requirement:${id}`))).not.toEqual([]);
  }
  expect(names).toContain(metricOf.winners('several'));
  expect(names.filter((name) => summary.metrics[name] === undefined)).toEqual([]);
});
