import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RecordedRun, toRunReport } from './assess.ts';
import type { KillMatrix } from './kill-matrix.ts';
import { formats, renderRun } from './render.ts';
import { openResults } from './results-file.ts';
import { evidenceIn, NoRun, NotOfTheFormat, readRun } from './run-folder.ts';
import { RunReport, resultName } from './run-report.ts';
import { makeResult } from './testing/make-run.ts';
import { sampleEvidence } from './testing/sample-evidence.ts';
import { sampleRun } from './testing/sample-run.ts';

test('a run folder gets every format, whole', async () => {
  const folder = await runFolder(sampleRun());
  const report = await renderRun(folder);
  expect(report).toEqual(toRunReport(sampleRun()));
  expect((await readdir(folder)).toSorted()).toEqual(
    ['evidence', 'junit.xml', 'report.html', 'report.json', 'results.jsonl', 'summary.md'].toSorted(),
  );
  expect(RunReport.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')))).toEqual(report);
});

test('only what was asked for is written', async () => {
  const folder = await runFolder(sampleRun());
  await renderRun(folder, ['junit']);
  expect((await readdir(folder)).toSorted()).toEqual(['evidence', 'junit.xml', 'results.jsonl']);
});

test('report.html shows the evidence of the folder', async () => {
  const folder = await runFolder(sampleRun());
  await renderRun(folder, ['html']);
  const html = await readFile(join(folder, 'report.html'), 'utf8');
  expect(html).toContain('‹assertion:b0b7a1c5›');
  expect(html).not.toContain('No evidence');
});

test('a report is rendered again to the same bytes, also from report.json alone', async () => {
  const folder = await runFolder(sampleRun());
  const render = async () => {
    await renderRun(folder);
    return Promise.all(
      ['report.json', 'junit.xml', 'summary.md', 'report.html'].map((name) =>
        readFile(join(folder, name), 'utf8'),
      ),
    );
  };
  const first = await render();
  expect(await render()).toEqual(first);
  await rm(join(folder, 'results.jsonl'));
  expect(await render()).toEqual(first);
});

test('the kill matrix beside the results counts', async () => {
  const run = sampleRun();
  const folder = await runFolder(run);
  const { harness, registry } = run.header.run;
  await writeFile(
    join(folder, 'kill-matrix.json'),
    JSON.stringify(matrixFor(harness.commit, registry.digest)),
  );
  const { requirements } = await readRun(folder);
  expect(requirements.find(({ id }) => id === 'CA-007')?.mutants).toEqual({ killed: 1, survived: 0 });
  expect(requirements.find(({ id }) => id === 'CA-001')?.mutants).toEqual({ killed: 0, survived: 0 });
});

test('a folder without a run says what to do', async () => {
  await expect(renderRun(await temporaryFolder())).rejects.toThrow(NoRun);
});

test('a report.json of another format is named', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'report.json'), '{"schema":"something/v9"}');
  await expect(renderRun(folder)).rejects.toThrow(NotOfTheFormat);
  await writeFile(join(folder, 'report.json'), 'not json');
  await expect(renderRun(folder)).rejects.toThrow('not JSON');
});

test('a format that fails leaves no half file and the old one as it was', async () => {
  const folder = await runFolder(sampleRun());
  await mkdir(join(folder, 'junit.xml'));
  await expect(renderRun(folder, formats)).rejects.toThrow('EISDIR');
  expect((await readdir(folder)).filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('evidence that is absent, broken or outside the folder is said to be, not read', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'broken.json'), '{');
  const missing = (evidence: string | null) => evidenceIn(folder)(makeResult({ evidence }));
  expect(missing(null)).toEqual({ missing: 'Nothing was exchanged.' });
  expect(missing('gone.json')).toEqual({ missing: 'gone.json is not in the run folder.' });
  expect(missing('../../etc/passwd')).toEqual({ missing: '../../etc/passwd lies outside the run folder.' });
  expect(missing('broken.json')).toEqual({ missing: expect.stringContaining("broken.json can't be read") });
});

async function runFolder({ header, results, footer }: RecordedRun): Promise<string> {
  const folder = await temporaryFolder();
  using writer = openResults(join(folder, 'results.jsonl'), header);
  for (const result of results) {
    writer.append(result);
    if (result.evidence === null) continue;
    const file = join(folder, result.evidence);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(sampleEvidence(result)));
  }
  if (footer !== null) writer.finish(footer);
  return folder;
}

function matrixFor(commit: string | null, digest: string): KillMatrix {
  const killedBy = [resultName({ id: 'client-auth/assertion-replay', variant: 'token' })];
  return {
    schema: 'authproof.kill-matrix/v1',
    commit,
    registry: { digest },
    full: false,
    mutants: [
      {
        ...{ id: 'forgets-jti', breaks: ['CA-007'], alsoBreaks: [], how: 'It forgets.' },
        ...{ killedBy, alsoKilledBy: [], unexpected: [] },
      },
    ],
    unprovenCases: null,
    totals: { mutants: 1, killed: 1, survived: 0 },
  };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-reports-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
