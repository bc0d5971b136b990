import { appendFileSync, closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { RecordedRun } from './assess.ts';
import { type CaseResult, ResultLine, ResultsFooter, ResultsHeader, ResultsLine } from './run-report.ts';

/** The file holds results of another run; results are never overwritten. */
export class ResultsExist extends Error {
  readonly code = 'results-exist';
  override readonly name = 'ResultsExist';
}

/** The file ends before its header does, so nothing is known of the run. Later than that, the footer is null. */
export class CutShort extends Error {
  readonly code = 'results-cut-short';
  override readonly name = 'CutShort';
}

/** The file is something else, was changed by hand, or comes from a version with another format. */
export class NotResults extends Error {
  readonly code = 'not-results';
  override readonly name = 'NotResults';
}

/** Takes the results of one run as they end; each is in the file when `append` returns. */
export interface ResultsWriter extends Disposable {
  append(result: CaseResult): void;
  /** The last line. Without it the run counts as cut short. */
  finish(end: Omit<ResultsFooter, 'type' | 'results'>): void;
}

/**
 * Starts a results.jsonl with its header. Writing is synchronous: a line takes microseconds, lines of concurrent
 * cases can't mix, and what was reported as done survives a crash.
 * @throws ResultsExist
 */
export function openResults(file: string, header: Omit<ResultsHeader, 'type'>): ResultsWriter {
  const first = ResultsHeader.parse({ type: 'header', ...header });
  const lines = createNew(file);
  let results = 0;
  const write = (line: ResultsLine) => appendFileSync(lines, `${JSON.stringify(line)}\n`);
  write(first);
  return {
    append(result) {
      write(ResultLine.parse({ type: 'result', ...result }));
      results += 1;
    },
    finish(end) {
      write(ResultsFooter.parse({ type: 'footer', ...end, results }));
    },
    [Symbol.dispose]: () => closeSync(lines),
  };
}

/**
 * Reads a results.jsonl whole. A last line that was only begun is dropped, and the footer is null with it.
 * @throws CutShort, NotResults
 */
export async function readResults(file: string): Promise<RecordedRun> {
  const text = await readFile(file, 'utf8');
  const lines = text.split('\n').slice(0, -1);
  const [first, ...others] = lines.map((line, index) => parseLine(line, `${file}:${index + 1}`));
  if (first === undefined) throw new CutShort(`${file} ends before its header: the run stopped as it began.`);
  if (first.type !== 'header') throw new NotResults(`${file}:1: expected the header, found a ${first.type}.`);

  const results: CaseResult[] = [];
  let footer: ResultsFooter | null = null;
  for (const [index, line] of others.entries()) {
    const place = `${file}:${index + 2}`;
    if (footer !== null) throw new NotResults(`${place}: expected the end of the file after the footer.`);
    if (line.type === 'header') throw new NotResults(`${place}: expected a result, found a second header.`);
    if (line.type === 'footer') footer = line;
    else results.push(toCaseResult(line));
  }
  if (footer !== null && footer.results !== results.length) {
    throw new NotResults(
      `${file}: the footer counts ${footer.results} results, the file holds ${results.length}.`,
    );
  }
  return { header: first, results, footer };
}

function createNew(file: string): number {
  try {
    return openSync(file, 'wx');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    throw new ResultsExist(`${file} exists already: choose another folder with --out.`, { cause });
  }
}

function parseLine(text: string, place: string): ResultsLine {
  const parsed = ResultsLine.safeParse(parseJson(text, place));
  if (parsed.success) return parsed.data;
  throw new NotResults(`${place}: not a line of results: ${z.prettifyError(parsed.error)}`, {
    cause: parsed.error,
  });
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NotResults(`${place}: not JSON.`, { cause });
  }
}

function toCaseResult({ type, ...result }: ResultLine): CaseResult {
  return result;
}
