import fc from 'fast-check';
import { z } from 'zod';
import type { RecordedRun } from '../assess.ts';
import type { Load, Measurement } from '../measurement.ts';
import {
  type CaseResult,
  outcomes,
  type RequirementSnapshot,
  type ResultsFooter,
  type ResultsHeader,
  resultsSchemaId,
} from '../run-report.ts';

/** Generated runs for property tests: a few requirements and results, so that they meet each other often. */
const requirementIds = ['CA-001', 'CA-002', 'MFA-001', 'SES-001', 'SES-002', 'PRC-001'] as const;

/** Text as hostile as JSON can carry: control characters, lone surrogates, markup, emoji. */
export const arbitraryText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ']]>',
    '<script>alert(1)</script>',
    '\u0000\u0008\u001b[31m',
    '\ud800',
    'a\udc00b',
    '|`*_',
    '\u{1f600}',
  ),
);

const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
export const duration = fc.double({ min: 0, max: 60_000, noNaN: true });
export const texts = fc.array(arbitraryText, { maxLength: 2 });
/** By way of its text, since JSON knows no -0. */
export const arbitraryJson = fc.json().map((text) => z.json().parse(JSON.parse(text)));
export const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

function arbitraryRequirement(id: string): fc.Arbitrary<RequirementSnapshot> {
  return fc.record({
    id: fc.constant(id),
    revision: fc.integer({ min: 1, max: 3 }),
    level: fc.constantFrom('MUST', 'SHOULD', 'MAY'),
    area: fc.constant(id.split('-', 1)[0] ?? id),
    title: arbitraryText,
    why: orNull(arbitraryText),
    sources: fc.array(fc.record({ citation: arbitraryText, url: orNull(fc.webUrl()) }), { maxLength: 2 }),
    evidence: fc.constantFrom('suite', 'suite', 'suite', 'load', 'manual'),
    pending: orNull(arbitraryText),
    excluded: orNull(arbitraryText),
  });
}

const count = fc.nat({ max: 1_000_000 });
const answers = fc.record({
  accepted: count,
  refused: count,
  throttled: count,
  fault: count,
  lost: count,
  other: count,
});

const arbitraryMeasurement: fc.Arbitrary<Measurement> = fc.oneof(
  fc.record({
    kind: fc.constant('latency' as const),
    samples: count,
    p50: duration,
    p95: duration,
    p99: duration,
    max: duration,
    bound: duration,
  }),
  fc.record({
    kind: fc.constant('throughput' as const),
    requests: count,
    seconds: duration,
    perSecond: duration,
    answers,
  }),
  fc.record({
    kind: fc.constant('replay-storm' as const),
    assertions: count,
    copies: count,
    winners: fc.record({ none: count, one: count, several: count }),
    answers,
  }),
);

const arbitraryLoad: fc.Arbitrary<Load> = fc.record({
  scenario: arbitraryText,
  environment: orNull(arbitraryText),
  connections: fc.integer({ min: 1, max: 100 }),
  seconds: fc.integer({ min: 1, max: 60 }),
  cap: orNull(fc.integer({ min: 1, max: 20 })),
  generator: fc.record({
    tool: arbitraryText,
    cpu: arbitraryText,
    cores: fc.integer({ min: 1, max: 256 }),
    memoryBytes: count,
    platform: arbitraryText,
  }),
});

/** One result; `outdated` is drawn from what it verifies, `known` only where it failed. */
export const arbitraryResult: fc.Arbitrary<CaseResult> = fc
  .record({
    id: fc.constantFrom('client-auth/replay', 'client-auth/alg-none', 'sessions/login'),
    title: arbitraryText,
    variant: orNull(fc.stringMatching(/^[a-z]{1,4}$/)),
    verifies: fc.uniqueArray(fc.constantFrom(...requirementIds), { minLength: 1, maxLength: 2 }),
    isOutdated: fc.boolean(),
    outcome: fc.constantFrom(...outcomes),
    known: orNull(
      fc.record({
        requirement: arbitraryText,
        clause: arbitraryText,
        reason: arbitraryText,
        evidence: arbitraryText,
      }),
    ),
    reason: arbitraryText,
    notes: texts,
    durationMs: duration,
    attempts: fc.array(
      fc.record({
        outcome: fc.constantFrom(...outcomes),
        reason: orNull(arbitraryText),
        durationMs: duration,
      }),
      { maxLength: 2 },
    ),
    evidence: orNull(arbitraryText),
    measurement: orNull(arbitraryMeasurement),
  })
  .map(({ isOutdated, known, reason, measurement, ...result }) => ({
    ...result,
    ...(measurement ? { measurement } : {}),
    outdated: isOutdated ? result.verifies.slice(0, 1) : [],
    known: result.outcome === 'failed' ? known : null,
    reason: result.outcome === 'passed' ? null : reason,
  }));

function arbitraryHeader(planned: number): fc.Arbitrary<ResultsHeader> {
  return fc.record({
    type: fc.constant('header'),
    schema: fc.constant(resultsSchemaId),
    run: fc
      .record({
        id: arbitraryText,
        startedAt: instant,
        seed: arbitraryText,
        command: arbitraryText,
        harness: fc.record({ version: arbitraryText, commit: orNull(fc.constantFrom('c1', 'c2')) }),
        registry: fc.record({ digest: fc.constantFrom('d1', 'd2') }),
        node: arbitraryText,
        selection: fc.record({
          areas: texts,
          requirements: texts,
          cases: texts,
          failOn: fc.subarray(['must', 'should', 'untestable'] as const),
          repeat: fc.integer({ min: 1, max: 3 }),
        }),
        load: orNull(arbitraryLoad),
      })
      .map(({ load, ...run }) => (load ? { ...run, load } : run)),
    target: fc.record({
      name: arbitraryText,
      version: orNull(arbitraryText),
      baseUrls: texts,
      features: texts,
      capabilities: texts,
      profile: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), arbitraryJson),
    }),
    requirements: fc.tuple(...requirementIds.map(arbitraryRequirement)),
    planned: fc.constant(planned),
  });
}

function arbitraryFooter(results: number): fc.Arbitrary<ResultsFooter> {
  return fc.record({
    type: fc.constant('footer'),
    status: fc.constantFrom('complete', 'complete', 'complete', 'cancelled', 'environment', 'fault'),
    finishedAt: instant,
    results: fc.constant(results),
    problems: fc.array(
      fc.record({
        kind: fc.constantFrom('unusable-feature', 'stale-known-failure', 'environment', 'fault'),
        detail: arbitraryText,
      }),
      { maxLength: 1 },
    ),
  });
}

/** A whole results.jsonl, mostly complete and at times without its footer. */
export const arbitraryRun: fc.Arbitrary<RecordedRun> = fc
  .array(arbitraryResult, { maxLength: 8 })
  .chain((results) =>
    fc.record({
      header: arbitraryHeader(results.length),
      results: fc.constant(results),
      footer: fc.option(arbitraryFooter(results.length), { nil: null, freq: 9 }),
    }),
  );

/** A run that ended as it should. */
export const arbitraryCompleteRun: fc.Arbitrary<RecordedRun & { footer: ResultsFooter }> = arbitraryRun.chain(
  (run) =>
    arbitraryFooter(run.results.length).map((footer) => ({
      ...run,
      footer: {
        ...footer,
        status: 'complete' as const,
        problems: footer.problems.filter(({ kind }) => kind !== 'fault' && kind !== 'environment'),
      },
    })),
);
