import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { toRunReport } from './assess.ts';
import { Evidence } from './evidence.ts';
import { KillMatrix } from './kill-matrix.ts';
import { readResults } from './results-file.ts';
import { type CaseResult, RunReport } from './run-report.ts';

/** The folder holds neither results.jsonl nor report.json. */
export class NoRun extends Error {
  readonly code = 'no-run';
  override readonly name = 'NoRun';
}

/** A file of a run is not what its name says. */
export class NotOfTheFormat extends Error {
  readonly code = 'not-of-the-format';
  override readonly name = 'NotOfTheFormat';
}

/** What a renderer may ask of the run folder: the evidence of a result, or why there is none to show. */
export type EvidenceOf = (result: CaseResult) => Evidence | { readonly missing: string };

/**
 * The report of a run folder. results.jsonl is the record and is judged anew, with the kill-matrix.json that lies
 * beside it, if any; report.json serves where only that was kept.
 * @throws NoRun, NotOfTheFormat, CutShort, NotResults
 */
export async function readRun(runFolder: string): Promise<RunReport> {
  const results = join(runFolder, 'results.jsonl');
  const report = join(runFolder, 'report.json');
  const killMatrix = join(runFolder, 'kill-matrix.json');
  if (existsSync(results)) {
    return toRunReport({
      ...(await readResults(results)),
      killMatrix: existsSync(killMatrix) ? await readAs(KillMatrix, killMatrix) : null,
    });
  }
  if (existsSync(report)) return readAs(RunReport, report);
  throw new NoRun(`${runFolder} holds neither results.jsonl nor report.json: name the folder of a run.`);
}

/** Reads evidence when it is asked for, so that a long run is never in memory whole. */
export function evidenceIn(runFolder: string): EvidenceOf {
  const root = resolve(runFolder);
  return ({ evidence }) => {
    if (evidence === null) return { missing: 'Nothing was exchanged.' };
    const file = resolve(root, evidence);
    if (!file.startsWith(root + sep)) return { missing: `${evidence} lies outside the run folder.` };
    if (!existsSync(file)) return { missing: `${evidence} is not in the run folder.` };
    const parsed = JsonText.pipe(Evidence).safeParse(readFileSync(file, 'utf8'));
    return parsed.success
      ? parsed.data
      : { missing: `${evidence} can't be read: ${z.prettifyError(parsed.error)}` };
  };
}

async function readAs<T>(schema: z.ZodType<T>, file: string): Promise<T> {
  const parsed = JsonText.pipe(schema).safeParse(await readFile(file, 'utf8'));
  if (parsed.success) return parsed.data;
  throw new NotOfTheFormat(`${file}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}

const JsonText = z.string().transform((text, { addIssue }): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    addIssue(`not JSON: ${String(error)}`);
    return z.NEVER;
  }
});
