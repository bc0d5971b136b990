// @module-tag end-to-end
import { execFile } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { openSchema } from '../../requirements/testing/json-schema.ts';
import { reportIn, resultsIn } from '../harness/cli/testing/authproof.ts';
import { temporaryFolder } from '../harness/cli/testing/temporary-folder.ts';

const pathOf = temporaryFolder();
let stdout: string;

/** What the README says to try first. */
beforeAll(async () => {
  const root = join(import.meta.dirname, '../..');
  const conformance = ['run', 'conformance', '--', '--out', pathOf('run')];
  // Rejects where it does not exit 0, quoting what was said.
  ({ stdout } = await promisify(execFile)('npm', conformance, { cwd: root }));
}, 300_000);

test('the reference server satisfies every case there is', async () => {
  const { verdict, totals } = await reportIn(pathOf('run'));
  const { passed, notApplicable, ...others } = totals.cases;
  expect(verdict).toBe('conformant');
  expect(passed).toBeGreaterThanOrEqual(60);
  expect(others).toEqual({ failed: 0, known: 0, warned: 0, flaky: 0, untestable: 0, errored: 0 });
});

test('the last lines say verdict, counts, exit code and where the report is', async () => {
  const { headline, totals } = await reportIn(pathOf('run'));
  const { passed, notApplicable } = totals.cases;
  expect(headline).toMatch(/^conformant in \d+ of \d+ MUST/);
  expect(stdout.trimEnd().split('\n').slice(-4)).toEqual([
    headline,
    `${passed} passed, 0 failed, 0 errored, 0 untestable, ${notApplicable} not applicable`,
    'exit 0: nothing failed',
    `report: ${pathOf('run/report.html')}`,
  ]);
});

test('each document of it fits its published schema', async () => {
  const schema = (name: string) => openSchema(new URL(`../../reports/${name}.schema.json`, import.meta.url));
  const ofEvidence = schema('evidence');
  const ofResults = schema('results');
  expect(schema('report')(await reportIn(pathOf('run')))).toEqual([]);
  expect((await resultsIn(pathOf('run'))).flatMap(ofResults)).toEqual([]);
  let files = 0;
  for await (const file of glob('**/*.json', { cwd: pathOf('run/evidence') })) {
    const evidence = JSON.parse(await readFile(pathOf('run/evidence', file), 'utf8'));
    expect(ofEvidence(evidence), file).toEqual([]);
    files++;
  }
  expect(files).toBeGreaterThanOrEqual(60);
});
