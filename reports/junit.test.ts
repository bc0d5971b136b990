import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { toRunReport } from './assess.ts';
import { toJUnit } from './junit.ts';
import type { CaseResult, Outcome } from './run-report.ts';
import { arbitraryRun } from './testing/arbitrary-run.ts';
import { makeKnown, makeResult, makeRun } from './testing/make-run.ts';

// Properties take a hundred runs each, which is seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const schema = readFileSync(new URL('test-data/junit-10.xsd', import.meta.url), 'utf8');

async function problemsIn(...documents: string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: { fileName: 'junit-10.xsd', contents: schema },
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

function junitOf(results: Partial<CaseResult>[], footer: Parameters<typeof makeRun>[1] = {}): string {
  const made = results.map((given, index) => makeResult({ variant: `v${index}`, ...given }));
  return toJUnit(toRunReport(makeRun(made, footer)));
}

test('junit.xml of any run is valid, whatever its texts hold', async () => {
  const documents = fc.sample(arbitraryRun, 200).map((run) => toJUnit(toRunReport(run)));
  expect(await problemsIn(...documents)).toEqual([]);
});

test('hostile characters are escaped or shown, not dropped', async () => {
  const reason = `]]> \u0000 \u001b[31m \ud800 "quoted" <script> & \u{1f600} \uffff\r\n\tend`;
  const xml = junitOf([{ outcome: 'failed', reason }]);
  expect(await problemsIn(xml)).toEqual([]);
  expect(xml).toContain(
    ']]&gt; \\u0000 \\u001b[31m \\ud800 &quot;quoted&quot; &lt;script&gt; &amp; \u{1f600} \\uffff&#13;&#10;&#9;end',
  );
});

test('the validator does notice what is wrong', async () => {
  expect(await problemsIn('<testsuites><testsuite name="no counts"/></testsuites>')).not.toEqual([]);
});

test.each<[Outcome, string]>([
  ['failed', '<failure type="failed"'],
  ['errored', '<error type="errored"'],
  ['flaky', '<error type="flaky"'],
  ['untestable', '<skipped type="untestable"'],
  ['not-applicable', '<skipped type="not-applicable"'],
])('%s becomes %s with its reason', (outcome, start) => {
  expect(junitOf([{ outcome, reason: 'because' }])).toContain(`${start} message="${outcome}: because"`);
});

test('a known failure is skipped and says why', () => {
  const xml = junitOf([{ outcome: 'failed', known: makeKnown({ reason: 'Ticket 4711.' }) }]);
  expect(xml).toContain('<skipped type="known" message="known failure (Ticket 4711.): It was failed."/>');
  expect(xml).not.toContain('<failure');
});

test('a warning passes and stands in system-out', () => {
  const xml = junitOf([
    { outcome: 'warned', reason: 'No Retry-After.' },
    { notes: ['A 500 stood for a refusal.'] },
  ]);
  expect(xml).toContain('<system-out>warned: No Retry-After.</system-out>');
  expect(xml).toContain('<system-out>A 500 stood for a refusal.</system-out>');
});

test('each area is a suite with its counts', () => {
  const xml = junitOf([
    { id: 'sessions/login', outcome: 'untestable' },
    { outcome: 'failed', durationMs: 1500 },
    { outcome: 'errored', durationMs: 250 },
  ]);
  expect(xml).toContain(
    '<testsuite name="client-auth" tests="2" failures="1" errors="1" skipped="0" time="1.750"',
  );
  expect(xml).toContain('<testsuite name="sessions" tests="1" failures="0" errors="0" skipped="1"');
});

test('a failure names the clause, the case and the command that runs it again', () => {
  const xml = junitOf([{ outcome: 'failed', evidence: 'evidence/a#v0.json' }]);
  expect(xml).toContain('CA-022 (MUST): Each assertion identifier is accepted once [RFC 7523 §3 item 7]');
  expect(xml).toContain("--case 'client-auth/assertion-replay#v0' --seed 4f1c9a");
  expect(xml).toContain('Evidence: evidence/a#v0.json');
});

test('an exit code other than 0 is never green', async () => {
  const cancelled = junitOf([{}], { footer: { status: 'cancelled' } });
  expect(cancelled).toContain('<error type="cancelled" message="exit code 130: the run was cancelled">');
  expect(junitOf([])).toContain('nothing was judged');
  expect(await problemsIn(cancelled, junitOf([]))).toEqual([]);
  fc.assert(
    fc.property(arbitraryRun, (run) => {
      const report = toRunReport(run);
      expect(/<(failure|error) /.test(toJUnit(report))).toBe(report.exitCode !== 0);
    }),
  );
});
