import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openResults, type ResultsWriter } from '../../../reports/results-file.ts';
import {
  type CaseResult,
  type ResultsHeader,
  type RunProblem,
  resultsSchemaId,
} from '../../../reports/run-report.ts';
import type { Registry, Requirement } from '../../../requirements/registry.ts';
import { type Planned, plan } from '../plan.ts';
import { runCases } from '../run.ts';
import type { SelectedVariant } from '../select.ts';
import { capabilitiesOf, selfTest } from '../self-test.ts';
import type { Session } from '../session.ts';
import { type KnownFailureEntry, matchKnown, staleEntries } from '../target/known-failures.ts';
import type { LoadedTarget } from '../target/load-target.ts';
import { UsageError } from './exit-codes.ts';
import { capabilitiesNeeded, unusableFeatures } from './plan-facts.ts';

/** What a recorded run is made of, beside the target. `start` is the header's part that the command line knows. */
export type RunRequest = {
  folder: string;
  start: ResultsHeader['run'];
  registry: Registry;
  selected: readonly SelectedVariant[];
  known: readonly KnownFailureEntry[];
  concurrency?: number;
  signal: AbortSignal;
  onPlan(planned: number): void;
  onResult(result: CaseResult): void;
};

/** @throws UsageError where the folder exists: a run is never overwritten */
export function refuseExistingFolder(folder: string): void {
  if (existsSync(folder))
    throw new UsageError(
      `${folder} exists already, and a run is never overwritten. Name another folder with --out.`,
    );
}

/** Runs what is selected and writes each result as it ends; the footer says how the run ended, whatever happened. */
export async function recordRun(session: Session, request: RunRequest): Promise<void> {
  const { registry, selected, signal, folder } = request;
  const capabilities = capabilitiesOf(session);
  const planned = plan(selected, registry, {
    features: session.features,
    capabilities,
    profile: session.target.profile,
  });
  using writer = await openFolder(folder, {
    schema: resultsSchemaId,
    run: request.start,
    target: {
      name: session.target.name,
      version: session.target.version,
      baseUrls: session.target.baseUrls,
      features: [...session.features.declared].sort(),
      capabilities: [...capabilities],
      profile: { ...session.target.profile },
    },
    requirements: registry.requirements.map((requirement) => toSnapshot(requirement, registry)),
    planned: planned.length,
  });
  try {
    await selfTest(session, capabilitiesNeeded(planned));
    request.onPlan(planned.length);
    const results = await runAll(session, planned, request, writer);
    const problems = [
      ...unusableFeatures(planned, results, session.features),
      ...staleProblems(request, planned, results),
    ];
    finish(writer, signal.aborted ? 'cancelled' : 'complete', signal.aborted ? [] : problems);
  } catch (error) {
    const environment = error instanceof Error && 'code' in error && error.code === 'environment';
    const kind = environment ? 'environment' : 'fault';
    const detail = session.secrets.redact(error instanceof Error ? error.message : String(error));
    finish(writer, signal.aborted ? 'cancelled' : kind, signal.aborted ? [] : [{ kind, detail }]);
    if (!signal.aborted) throw error;
  }
}

/** The record of a run whose target could not be reached. */
export async function recordUnreachable(
  loaded: LoadedTarget,
  request: RunRequest,
  problem: Error,
): Promise<void> {
  const { value } = loaded;
  using writer = await openFolder(request.folder, {
    schema: resultsSchemaId,
    run: request.start,
    target: {
      name: value.name,
      version: value.version ?? null,
      baseUrls: value.baseUrls ?? [],
      features: value.features ?? [],
      capabilities: [],
      profile: {},
    },
    requirements: request.registry.requirements.map((requirement) =>
      toSnapshot(requirement, request.registry),
    ),
    planned: request.selected.length,
  });
  finish(writer, 'environment', [{ kind: 'environment', detail: problem.message }]);
}

async function runAll(
  session: Session,
  planned: readonly Planned[],
  request: RunRequest,
  writer: ResultsWriter,
) {
  const { registry, signal, known, folder, start, concurrency, onResult } = request;
  const results: CaseResult[] = [];
  const options = {
    session,
    registry,
    signal,
    repeat: start.selection.repeat,
    ...(concurrency ? { concurrency } : {}),
  };
  for await (const { result: bare, evidence } of runCases(planned, options)) {
    const entry = matchKnown(known, bare);
    const result: CaseResult = entry
      ? {
          ...bare,
          known: {
            requirement: entry.requirement,
            clause: entry.clause,
            reason: entry.reason,
            evidence: entry.evidence,
          },
        }
      : bare;
    if (evidence && result.evidence) {
      const file = join(folder, result.evidence);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify(evidence, null, 2)}\n`);
    }
    writer.append(result);
    results.push(result);
    onResult(result);
  }
  return results;
}

function staleProblems(
  { known, start }: RunRequest,
  planned: readonly Planned[],
  results: CaseResult[],
): RunProblem[] {
  const all = new Map<string, number>();
  for (const { testCase } of planned) all.set(testCase.id, (all.get(testCase.id) ?? 0) + 1);
  const wholes = new Map(planned.map(({ testCase }) => [testCase.id, testCase.variants.length]));
  const today = start.startedAt.slice(0, 10);
  return staleEntries(known, results, today, (id) => all.get(id) === wholes.get(id)).map(({ detail }) => ({
    kind: 'stale-known-failure',
    detail,
  }));
}

async function openFolder(folder: string, header: Omit<ResultsHeader, 'type'>): Promise<ResultsWriter> {
  refuseExistingFolder(folder);
  await mkdir(folder, { recursive: true });
  return openResults(join(folder, 'results.jsonl'), header);
}

function finish(
  writer: ResultsWriter,
  status: 'complete' | 'cancelled' | 'environment' | 'fault',
  problems: RunProblem[],
): void {
  writer.finish({ status, finishedAt: new Date().toISOString(), problems });
}

function toSnapshot(requirement: Requirement, { sources }: Registry): ResultsHeader['requirements'][number] {
  const {
    id,
    revision,
    level,
    area,
    title,
    why = null,
    evidence,
    pending = null,
    excluded = null,
  } = requirement;
  return {
    id,
    revision,
    level,
    area,
    title,
    why,
    sources: requirement.sources.map((citation) => ({
      citation,
      url: sources.sourceOf(citation)?.url ?? null,
    })),
    evidence,
    pending,
    excluded,
  };
}
