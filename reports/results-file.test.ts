import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RecordedRun } from './assess.ts';
import { CutShort, NotResults, openResults, ResultsExist, readResults } from './results-file.ts';
import { arbitraryRun } from './testing/arbitrary-run.ts';

// Properties take a hundred runs each, which is seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const [sample] = fc.sample(
  arbitraryRun.filter(({ footer, results }) => footer !== null && results.length > 1),
  { numRuns: 1, seed: 1 },
) as [RecordedRun];

test('what was written is read again, line for line', async () => {
  const folder = await temporaryFolder();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryRun, async (run) => {
      const file = join(folder, `${++runs}.jsonl`);
      write(file, run);
      expect(await readResults(file)).toEqual(run);
    }),
  );
});

test('a missing footer is read as null', async () => {
  const file = await sampleFile({ ...sample, footer: null });
  expect((await readResults(file)).footer).toBeNull();
});

test('a line that was only begun is dropped', async () => {
  const file = await sampleFile({ ...sample, footer: null });
  await appendFile(file, '{"type":"result","id":"sess');
  expect((await readResults(file)).results).toEqual(sample.results);
});

test('results cut anywhere are read as far as they go, or named cut short', async () => {
  const file = await sampleFile(sample);
  const whole = await readFile(file);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async (length) => {
      await writeFile(file, whole.subarray(0, length));
      const read = await readResults(file).catch((error: unknown) => error);
      if (read instanceof CutShort) return;
      expect(read).toMatchObject({ header: sample.header, footer: null });
    }),
  );
});

test('an existing file is refused and left as it was', async () => {
  const file = await sampleFile(sample);
  expect(() => write(file, sample)).toThrow(ResultsExist);
  expect(await readResults(file)).toEqual(sample);
});

test('an empty file is cut short', async () => {
  const file = await sampleFile(sample);
  await truncate(file);
  await expect(readResults(file)).rejects.toThrow(CutShort);
});

test('other content is named with file and line', async () => {
  const file = await sampleFile({ ...sample, footer: null });
  await appendFile(file, 'not json\n');
  await expect(readResults(file)).rejects.toThrow(NotResults);
  await expect(readResults(file)).rejects.toThrow(`${file}:${sample.results.length + 2}: not JSON`);
});

test('a line taken out is noticed', async () => {
  const file = await sampleFile(sample);
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, lines.toSpliced(1, 1).join('\n'));
  await expect(readResults(file)).rejects.toThrow(/footer counts \d+ results, the file holds \d+/);
});

test('a second header, or anything after the footer, is not results', async () => {
  const file = await sampleFile({ ...sample, footer: null });
  const [header] = (await readFile(file, 'utf8')).split('\n');
  await appendFile(file, `${header}\n`);
  await expect(readResults(file)).rejects.toThrow('found a second header');

  const finished = await sampleFile(sample);
  await appendFile(finished, `${header}\n`);
  await expect(readResults(finished)).rejects.toThrow('expected the end of the file');
});

test('a result that the format does not know is refused when it is written', async () => {
  const file = join(await temporaryFolder(), 'results.jsonl');
  using results = openResults(file, sample.header);
  const [result] = sample.results;
  expect(() => results.append({ ...result, durationMs: Number.NaN } as never)).toThrow('durationMs');
});

function write(file: string, { header, results, footer }: RecordedRun): void {
  using writer = openResults(file, header);
  for (const result of results) writer.append(result);
  if (footer !== null) writer.finish(footer);
}

async function sampleFile(run: RecordedRun): Promise<string> {
  const file = join(await temporaryFolder(), 'results.jsonl');
  write(file, run);
  return file;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-reports-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
