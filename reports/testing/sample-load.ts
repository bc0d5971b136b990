import type { RecordedRun } from '../assess.ts';
import type { Answers, Load } from '../measurement.ts';
import { makeRequirement, makeResult, makeRun } from './make-run.ts';

export const sampleLoad: Load = {
  scenario: 'client-auth',
  environment: '4 cores, 8 GiB, PostgreSQL 16 on a machine of its own',
  connections: 8,
  seconds: 2,
  cap: null,
  generator: {
    tool: 'k6 v1.8.1',
    cpu: 'Example 3000 at 2.40 GHz',
    cores: 2,
    memoryBytes: 16 * 2 ** 30,
    platform: 'linux x64',
  },
};

/** Key of the variant, requests a second, latency at p50, p95, p99 and at most. */
const measured: [client: string, perSecond: number, ...latency: [number, number, number, number]][] = [
  ['client-secret-basic', 1490.2, 4.3, 11.2, 17.4, 40.4],
  ['client-secret-post', 1761.9, 3.6, 8.9, 13.7, 19.5],
  ['client-secret-jwt-hs256', 794.4, 7.3, 20, 28.7, 45.7],
  ['private-key-jwt-es256', 563.3, 9.8, 26.2, 34.7, 2310.5],
];

const answersOf = (some: Partial<Answers>): Answers => ({
  accepted: 0,
  refused: 0,
  throttled: 0,
  fault: 0,
  lost: 0,
  other: 0,
  ...some,
});

/** A run under load such as somebody would look at. */
export function sampleLoadRun(): RecordedRun {
  const results = measured.flatMap(([variant, perSecond, p50, p95, p99, max]) => {
    const requests = Math.round(2 * perSecond);
    return [
      makeResult({
        id: 'load/client-auth/latency',
        title: 'Under load 95 of 100 token requests are answered within 2 seconds',
        variant,
        verifies: ['PERF-005'],
        measurement: { kind: 'latency', samples: requests, p50, p95, p99, max, bound: 2000 },
      }),
      makeResult({
        id: 'load/client-auth/throughput',
        title: 'Under load every token request of a right client is granted',
        variant,
        verifies: ['PERF-006'],
        measurement: {
          kind: 'throughput',
          requests,
          seconds: 2,
          perSecond,
          answers: answersOf({ accepted: requests }),
        },
      }),
    ];
  });
  const storm = makeResult({
    id: 'load/client-auth/replay-storm',
    title: 'No assertion that is sent several times at once gains more than one token',
    verifies: ['PERF-007'],
    outcome: 'failed',
    reason: '3 of 100 assertions, each sent 5 times at once, gained more than one token',
    measurement: {
      kind: 'replay-storm',
      assertions: 100,
      copies: 5,
      winners: { none: 0, one: 97, several: 3 },
      answers: answersOf({ accepted: 103, refused: 397 }),
    },
  });
  const requirement = (id: string, level: 'MUST' | 'SHOULD', title: string) =>
    makeRequirement({ id, level, title, area: 'performance', evidence: 'load', why: null, sources: [] });
  return makeRun([...results, storm], {
    header: {
      planned: results.length + 1,
      requirements: [
        requirement('PERF-005', 'SHOULD', 'Client authentication answers within 2 seconds under load'),
        requirement('PERF-006', 'SHOULD', 'Under load every right credential of a client gives a token'),
        requirement('PERF-007', 'MUST', 'A storm of replays gains no second token'),
      ],
      run: { command: 'authproof load client-auth --target some-idp', load: sampleLoad },
    },
  });
}
