import { expect, test } from 'vitest';
import { toRunReport } from './assess.ts';
import type { Gate, Outcome, RequirementSnapshot, ResultsFooter, RunProblem } from './run-report.ts';
import { makeKnown, makeRequirement, makeResult, makeRun } from './testing/make-run.ts';

const must = ['CA-001', 'CA-002', 'CA-003', 'CA-004'].map((id) => makeRequirement({ id }));
const should = makeRequirement({ id: 'SES-001', level: 'SHOULD', area: 'sessions' });

/** A report in which each outcome is that of one requirement, in this order. */
function reportOf(
  outcomes: (Outcome | 'known')[],
  given: {
    requirements?: RequirementSnapshot[];
    failOn?: Gate[];
    footer?: Partial<ResultsFooter> | null;
    problems?: RunProblem[];
  } = {},
) {
  const requirements = given.requirements ?? must;
  const results = outcomes.map((outcome, index) =>
    makeResult({
      variant: `v${index}`,
      verifies: [requirements[index]?.id ?? 'CA-001'],
      outcome: outcome === 'known' ? 'failed' : outcome,
      known: outcome === 'known' ? makeKnown() : null,
    }),
  );
  const footer = given.footer === null ? null : { problems: given.problems ?? [], ...given.footer };
  const selection = { areas: [], requirements: [], cases: [], failOn: given.failOn ?? ['must'], repeat: 1 };
  return toRunReport(makeRun(results, { header: { requirements, run: { selection } }, footer }));
}

const problem = (kind: RunProblem['kind']): RunProblem => ({ kind, detail: `A ${kind}.` });

test('conformant says in how many, and what is not proven', () => {
  expect(reportOf(['passed', 'passed'])).toMatchObject({
    verdict: 'conformant',
    exitCode: 0,
    exitReason: 'nothing failed',
    headline: 'conformant in 2 of 4 MUST, 2 unproven',
  });
});

test('what does not apply leaves the denominator, manual evidence stays in it', () => {
  const requirements = [...must, makeRequirement({ id: 'PRC-001', evidence: 'manual' })];
  expect(reportOf(['passed', 'not-applicable', 'untestable', 'passed'], { requirements }).headline).toBe(
    'conformant in 2 of 4 MUST, 1 unproven, 1 manual',
  );
});

test('nonconformant comes before inconclusive and says what was violated', () => {
  expect(reportOf(['failed', 'known', 'passed', 'errored'])).toMatchObject({
    verdict: 'nonconformant',
    exitCode: 1,
    exitReason: '1 failed',
    headline: 'nonconformant: 2 of 4 MUST violated (1 known), 1 proven, 1 unproven',
  });
});

test('known failures alone leave the verdict nonconformant and exit 0', () => {
  expect(reportOf(['known', 'passed', 'passed', 'passed'])).toMatchObject({
    verdict: 'nonconformant',
    exitCode: 0,
    exitReason: 'only known failures',
  });
});

test('a known failure does not excuse an errored case', () => {
  expect(reportOf(['known', 'errored'])).toMatchObject({ verdict: 'nonconformant', exitCode: 4 });
});

test('a known failure that is stale exits 1', () => {
  expect(reportOf(['passed'], { problems: [problem('stale-known-failure')] })).toMatchObject({
    verdict: 'conformant',
    exitCode: 1,
    exitReason: '1 known failure no longer fails or has expired',
  });
});

test('errored and flaky cases make a run inconclusive', () => {
  expect(reportOf(['passed', 'errored', 'flaky'])).toMatchObject({
    verdict: 'inconclusive',
    exitCode: 4,
    headline: 'inconclusive (1 errored, 1 flaky): 1 of 4 MUST proven, 3 unproven',
  });
});

test('declared features that no case could use make a run inconclusive, and are named', () => {
  const problems = [problem('unusable-feature')];
  expect(reportOf(['passed'], { problems })).toMatchObject({
    verdict: 'inconclusive',
    exitCode: 4,
    exitReason: problems[0]?.detail,
  });
});

test('a run that judged nothing is inconclusive', () => {
  expect(reportOf([])).toMatchObject({ verdict: 'inconclusive', exitReason: 'nothing was judged' });
  expect(reportOf(['untestable', 'not-applicable'])).toMatchObject({ verdict: 'inconclusive', exitCode: 4 });
});

test('a run of outdated passes judged nothing', () => {
  const results = [makeResult({ outdated: ['CA-022'] })];
  expect(toRunReport(makeRun(results))).toMatchObject({ verdict: 'inconclusive', exitCode: 4 });
});

test('a warning breaches the should gate only, and leaves the verdict', () => {
  const given = { requirements: [...must.slice(0, 1), should] };
  expect(reportOf(['passed', 'warned'], given)).toMatchObject({ verdict: 'conformant', exitCode: 0 });
  expect(reportOf(['passed', 'warned'], { ...given, failOn: ['should'] })).toMatchObject({
    verdict: 'conformant',
    exitCode: 1,
    exitReason: '1 warned, and --fail-on names should',
  });
});

test('an untestable MUST breaches the untestable gate, an untestable SHOULD does not', () => {
  const requirements = [...must.slice(0, 1), should];
  const failOn: Gate[] = ['untestable'];
  expect(reportOf(['passed', 'untestable'], { requirements, failOn }).exitCode).toBe(0);
  expect(reportOf(['untestable', 'passed'], { requirements, failOn })).toMatchObject({
    verdict: 'conformant',
    exitCode: 1,
  });
});

test('a gate never loosens: a failure exits 1 whichever is named', () => {
  expect(reportOf(['failed'], { failOn: ['untestable'] }).exitCode).toBe(1);
});

test('a breached gate comes before inconclusive', () => {
  expect(reportOf(['errored', 'warned'], { failOn: ['should'] })).toMatchObject({
    verdict: 'inconclusive',
    exitCode: 1,
  });
});

test('a run that did not complete has no verdict, also when something failed', () => {
  expect(reportOf(['failed', 'passed'], { footer: { status: 'cancelled' } })).toMatchObject({
    verdict: null,
    exitCode: 130,
    headline: 'no verdict, the run was cancelled: 2 of 2 results, 1 of 4 MUST violated',
  });
  expect(reportOf([], { footer: { status: 'fault' } })).toMatchObject({ verdict: null, exitCode: 5 });
  expect(
    reportOf([], { footer: { status: 'environment' }, problems: [problem('environment')] }),
  ).toMatchObject({
    verdict: null,
    exitCode: 3,
    exitReason: 'A environment.',
  });
});

test('results without a footer are cut short', () => {
  expect(reportOf(['passed'], { footer: null })).toMatchObject({
    verdict: null,
    exitCode: 5,
    run: { status: 'cut-short', finishedAt: null },
    headline: 'no verdict, the run was cut short: 1 of 1 results',
  });
});

test('a run that calls itself complete is not believed where results are missing', () => {
  const run = makeRun([makeResult()], { header: { planned: 2 } });
  expect(toRunReport(run)).toMatchObject({
    verdict: null,
    exitCode: 5,
    exitReason: 'The run says it is complete, but 1 of 2 planned results were recorded.',
    run: { status: 'fault' },
  });
});

test('of several ends the gravest is told: cancelled, then fault, then environment', () => {
  const problems = [problem('environment'), problem('fault')];
  expect(reportOf([], { problems }).run.status).toBe('fault');
  expect(reportOf([], { problems, footer: { status: 'cancelled' } }).run.status).toBe('cancelled');
});
