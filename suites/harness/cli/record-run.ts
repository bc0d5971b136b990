import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Evidence } from '../../../reports/evidence.ts';
import type { Load } from '../../../reports/measurement.ts';
import { openResults, type ResultsWriter } from '../../../reports/results-file.ts';
import type { CaseResult, RunProblem } from '../../../reports/run-report.ts';
import type { Registry } from '../../../requirements/registry.ts';
import { type Planned, plan } from '../plan.ts';
import { type Ran, type RunOptions, runCases } from '../run.ts';
import type { SelectedVariant } from '../select.ts';
import { capabilitiesOf, selfTest } from '../self-test.ts';
import type { Session } from '../session.ts';
import { type KnownFailureEntry, matchKnown, staleEntries } from '../target/known-failures.ts';
import type { LoadedTarget } from '../target/load-target.ts';
import { exit, exitCodeOf } from './exit-codes.ts';
import { makeFolder } from './output-folder.ts';
import { capabilitiesNeeded, unusableFeatures } from './plan-facts.ts';
import { type Header, targetOf, targetOfFile, toHeader } from './results-header.ts';

/** What a recorded run is made of, beside the target. */
export type RunRequest = {
  /** A folder that is new. */
  folder: string;
  start: Header['run'];
  registry: Registry;
  selected: readonly SelectedVariant[];
  known: readonly KnownFailureEntry[];
  concurrency?: number;
  /** Runs the plan in place of the engine. */
  underLoad?: UnderLoad;
  signal: AbortSignal;
  onPlan(planned: number): void;
  onResult(result: CaseResult): void;
};

/** How a plan is run under load, and what the header says of that. */
export type UnderLoad = {
  describe(session: Session): Load;
  run(planned: readonly Planned[], options: RunOptions): AsyncGenerator<Ran>;
};

/** Runs what is selected and writes each result as it ends. The footer says how the run ended, whatever is thrown. */
export async function recordRun(session: Session, request: RunRequest): Promise<void> {
  const { registry, selected, signal, folder, underLoad } = request;
  const { features, target } = session;
  const start = underLoad ? { ...request.start, load: underLoad.describe(session) } : request.start;
  const capabilities = capabilitiesOf(session);
  const planned = plan(selected, registry, { features, capabilities, profile: target.profile });
  using writer = await openFolder(folder, toHeader(start, targetOf(session), registry, planned.length));
  try {
    await selfTest(session, capabilitiesNeeded(planned));
    request.onPlan(planned.length);
    const { results, raced } = await runAll(session, planned, request, writer);
    signal.throwIfAborted();
    // A race that was not lost this time tells nothing of a failure that is known.
    const telling = results.filter((result) => !raced.has(result));
    const problems = [
      ...unusableFeatures(planned, results, features),
      ...staleProblems(request, planned, telling),
    ];
    writer.finish({ status: 'complete', finishedAt: now(), problems });
  } catch (error) {
    writer.finish(endingOf(error, (text) => session.secrets.redact(text)));
    throw error;
  }
}

/** The record of a run that ended before its target could be asked anything. */
export async function recordUnstarted(
  loaded: LoadedTarget,
  request: RunRequest,
  error: unknown,
): Promise<void> {
  const { registry, selected, folder, start } = request;
  using writer = await openFolder(folder, toHeader(start, targetOfFile(loaded), registry, selected.length));
  writer.finish(endingOf(error));
}

async function runAll(
  session: Session,
  planned: readonly Planned[],
  request: RunRequest,
  writer: ResultsWriter,
): Promise<{ results: CaseResult[]; raced: Set<CaseResult> }> {
  const { registry, signal, known, folder, start, concurrency, underLoad, onResult } = request;
  const results: CaseResult[] = [];
  const raced = new Set<CaseResult>();
  const writeEvidence = evidenceWriter(folder);
  const options = {
    session,
    registry,
    signal,
    repeat: start.selection.repeat,
    ...(concurrency ? { concurrency } : {}),
  };
  const running = underLoad ? underLoad.run(planned, options) : runCases(planned, options);
  for await (const ran of running) {
    const result = withKnown(ran.result, known);
    if (ran.evidence && result.evidence) await writeEvidence(result.evidence, ran.evidence);
    if (ran.evidence && ran.evidence.races.length > 0) raced.add(result);
    writer.append(result);
    results.push(result);
    onResult(result);
  }
  return { results, raced };
}

function withKnown(result: CaseResult, entries: readonly KnownFailureEntry[]): CaseResult {
  const entry = matchKnown(entries, result);
  if (!entry) return result;
  const { requirement, clause, reason, evidence } = entry;
  return { ...result, known: { requirement, clause, reason, evidence } };
}

/** Writes evidence by its place in the run's folder. */
function evidenceWriter(folder: string): (place: string, evidence: Evidence) => Promise<void> {
  const made = new Set<string>();
  return async (place, evidence) => {
    const file = join(folder, place);
    if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    made.add(dirname(file));
    await writeFile(file, `${JSON.stringify(evidence, null, 2)}\n`);
  };
}

/** An entry without variant is judged only where every variant of its case was planned. */
function staleProblems(
  { known, start }: RunRequest,
  planned: readonly Planned[],
  results: readonly CaseResult[],
): RunProblem[] {
  const plannedOf = Map.groupBy(planned, ({ testCase }) => testCase.id);
  const ranWhole = (id: string) => {
    const variants = plannedOf.get(id) ?? [];
    return variants.length === variants[0]?.testCase.variants.length;
  };
  const today = start.startedAt.slice(0, 10);
  const stale = staleEntries(known, results, today, ranWhole);
  return stale.map(({ detail }) => ({ kind: 'stale-known-failure', detail }));
}

type Ending = Parameters<ResultsWriter['finish']>[0];

function endingOf(error: unknown, redact = (text: string) => text): Ending {
  const code = exitCodeOf(error);
  if (code === exit.cancelled) return { status: 'cancelled', finishedAt: now(), problems: [] };
  const kind = code === exit.environment ? 'environment' : 'fault';
  const detail = redact(error instanceof Error ? error.message : String(error));
  return { status: kind, finishedAt: now(), problems: [{ kind, detail }] };
}

async function openFolder(folder: string, header: Header): Promise<ResultsWriter> {
  await makeFolder(folder);
  return openResults(join(folder, 'results.jsonl'), header);
}

const now = () => new Date().toISOString();
