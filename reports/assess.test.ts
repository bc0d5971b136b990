import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type RecordedRun, toRunReport } from './assess.ts';
import type { KillMatrix } from './kill-matrix.ts';
import { type CaseResult, type RequirementStatus, RunReport, resultName } from './run-report.ts';
import { arbitraryCompleteRun, arbitraryResult, arbitraryRun } from './testing/arbitrary-run.ts';

// Properties take a hundred runs each, which is seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const inOrderOfWorth: RequirementStatus[] = [
  'violated',
  'deviating',
  'unproven',
  'manual',
  'not-applicable',
  'proven',
];

/** The run with one more result, which its plan held too. */
function withResult<R extends RecordedRun>(run: R, result: CaseResult): R {
  const results = [...run.results, result];
  const footer = run.footer && { ...run.footer, results: results.length };
  return { ...run, header: { ...run.header, planned: results.length }, results, footer };
}

test('the report of every recorded run is read again from its JSON as it was', () => {
  fc.assert(
    fc.property(arbitraryRun, (run) => {
      const report = toRunReport(run);
      expect(RunReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    }),
  );
});

test('the totals add up', () => {
  fc.assert(
    fc.property(arbitraryRun, (run) => {
      const { totals } = toRunReport(run);
      const { known, ...outcomes } = totals.cases;
      const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
      expect(sum(outcomes)).toBe(run.results.length);
      expect(known).toBeLessThanOrEqual(outcomes.failed);
      expect(sum(totals.requirements)).toBe(run.header.requirements.length);
    }),
  );
});

test('only a complete run has a verdict, and only a complete run proves anything', () => {
  fc.assert(
    fc.property(arbitraryRun, (run) => {
      const { verdict, run: made, totals } = toRunReport(run);
      expect(verdict !== null).toBe(made.status === 'complete');
      if (made.status !== 'complete') expect(totals.requirements.proven).toBe(0);
    }),
  );
});

test('a failure that is not known makes a complete run exit 1, nonconformant', () => {
  fc.assert(
    fc.property(arbitraryCompleteRun, arbitraryResult, (run, result) => {
      const failed: CaseResult = { ...result, outcome: 'failed', known: null, reason: 'accepted' };
      const report = toRunReport(withResult(run, failed));
      expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
      expect(report.totals.requirements.violated).toBeGreaterThan(0);
    }),
  );
});

test('exit 0 means that all which failed was known, nothing erred and something was judged', () => {
  fc.assert(
    fc.property(arbitraryCompleteRun, (run) => {
      const { exitCode, totals } = toRunReport(run);
      if (exitCode !== 0) return;
      const { failed, known, errored, flaky, passed, warned } = totals.cases;
      expect({ unknown: failed - known, errored, flaky }).toEqual({ unknown: 0, errored: 0, flaky: 0 });
      expect(failed + passed + warned).toBeGreaterThan(0);
    }),
  );
});

test('one more pass never worsens a status', () => {
  fc.assert(
    fc.property(arbitraryRun, arbitraryResult, (run, result) => {
      const passed: CaseResult = { ...result, outcome: 'passed', reason: null, known: null, outdated: [] };
      const worth = ({ requirements }: RunReport) =>
        requirements.map(({ status }) => inOrderOfWorth.indexOf(status));
      const before = worth(toRunReport(run));
      for (const [index, after] of worth(toRunReport(withResult(run, passed))).entries()) {
        expect(after).toBeGreaterThanOrEqual(before[index] ?? 0);
      }
    }),
  );
});

test('the order in which results ended changes nothing', () => {
  const twoOrders = arbitraryRun
    .map((run) => ({ ...run, results: [...new Map(run.results.map((r) => [resultName(r), r])).values()] }))
    .chain((run) =>
      fc
        .shuffledSubarray(run.results, { minLength: run.results.length })
        .map((shuffled) => [run, { ...run, results: shuffled }] as const),
    );
  fc.assert(
    fc.property(twoOrders, ([run, shuffled]) => {
      expect(toRunReport(shuffled)).toEqual(toRunReport(run));
    }),
  );
});

test('every requirement is listed, in the order of the registry', () => {
  fc.assert(
    fc.property(arbitraryRun, (run) => {
      const ids = (requirements: readonly { id: string }[]) => requirements.map(({ id }) => id);
      expect(ids(toRunReport(run).requirements)).toEqual(ids(run.header.requirements));
    }),
  );
});

test('a gate only ever turns exit 0 or 4 into 1, and leaves the verdict', () => {
  fc.assert(
    fc.property(arbitraryCompleteRun, (run) => {
      const withGates = (failOn: ('must' | 'should' | 'untestable')[]): RecordedRun => ({
        ...run,
        header: {
          ...run.header,
          run: { ...run.header.run, selection: { ...run.header.run.selection, failOn } },
        },
      });
      const open = toRunReport(withGates(['must']));
      const strict = toRunReport(withGates(['must', 'should', 'untestable']));
      expect(strict.verdict).toBe(open.verdict);
      expect([open.exitCode, 1]).toContain(strict.exitCode);
    }),
  );
});

test('a kill matrix of another commit, registry or of no known commit does not count', () => {
  fc.assert(
    fc.property(arbitraryRun, arbitraryRun, ({ header }, run) => {
      const { harness, registry } = header.run;
      const report = toRunReport({ ...run, killMatrix: matrixOf(harness.commit, registry.digest) });
      const isSame =
        harness.commit !== null &&
        harness.commit === run.header.run.harness.commit &&
        registry.digest === run.header.run.registry.digest;
      for (const { id, mutants } of report.requirements) {
        const killed = id === 'CA-001' ? 1 : 0;
        expect(mutants).toEqual(isSame ? { killed, survived: killed } : null);
      }
    }),
  );
});

function matrixOf(commit: string | null, digest: string): KillMatrix {
  const undeclared = { alsoBreaks: [], alsoKilledBy: [], unexpected: [] };
  const mutant = { breaks: ['CA-001'], how: 'It accepts anything.', ...undeclared };
  return {
    schema: 'authproof.kill-matrix/v1',
    commit,
    registry: { digest },
    full: false,
    mutants: [
      { ...mutant, id: 'accepts-anything', killedBy: ['client-auth/replay'] },
      { ...mutant, id: 'accepts-a-little', killedBy: [] },
    ],
    unprovenCases: null,
    totals: { mutants: 2, killed: 1, survived: 1 },
  };
}
