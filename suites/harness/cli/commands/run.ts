import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Format } from '../../../../reports/render.ts';
import type { Gate } from '../../../../reports/run-report.ts';
import { counted } from '../../../../reports/words.ts';
import type { Profile } from '../../../../requirements/registry.ts';
import type { NamedCase } from '../../load-cases.ts';
import { type Selection, select } from '../../select.ts';
import { loadKnownFailures } from '../../target/known-failures.ts';
import type { LoadedTarget } from '../../target/load-target.ts';
import { closingLines } from '../closing-lines.ts';
import type { Composition } from '../composition.ts';
import { exit, exitCodeOf } from '../exit-codes.ts';
import { explain } from '../explain.ts';
import { commitOfClone, packageVersion } from '../harness-version.ts';
import { nothingSelected } from '../nothing-selected.ts';
import { loadTarget, newSeed, openTarget } from '../open-target.ts';
import { claimFolder, defaultFolder, refuseExisting, timestamp } from '../output-folder.ts';
import { Progress } from '../progress.ts';
import { type RunRequest, recordRun, recordUnstarted, type UnderLoad } from '../record-run.ts';

export type RunFlags = {
  target: string;
  area?: string[];
  requirement?: string[];
  case?: string[];
  profile?: Profile;
  out?: string;
  format?: Format[];
  failOn?: Gate[];
  baseline?: string;
  concurrency?: number;
  repeat?: number;
  seed?: string;
  allowRemote?: boolean;
  json?: boolean;
};

/** What `conduct` runs: cases, and what runs them in place of the engine. */
type Work = { loadCases(): Promise<NamedCase[]>; underLoad?: (progress: Progress) => UnderLoad };

/** `authproof run`: the selected cases against one target, recorded in a folder of its own. */
export function run(flags: RunFlags, composition: Composition): Promise<number> {
  return conduct(flags, composition, { loadCases: composition.loadCases });
}

/** From the target file to the report. */
export async function conduct(flags: RunFlags, composition: Composition, work: Work): Promise<number> {
  const { io, renderRun } = composition;
  const progress = new Progress(io);
  const { loaded, request } = await prepare(flags, composition, work, progress);
  const [ended] = await Promise.allSettled([judge(flags, loaded, request, progress)]);
  progress.end();
  const stopped = ended.status === 'rejected';
  // A command that was wrong is no run: nothing is on record, and the folder is still free.
  if (stopped && exitCodeOf(ended.reason) === exit.usage) {
    if (flags.out === undefined) await rmdir(request.folder);
    throw ended.reason;
  }

  const report = await renderRun(request.folder, flags.format && ['json', ...flags.format]);
  if (stopped) explainStop(ended.reason, flags, composition);
  if (flags.json) io.out(`${JSON.stringify(report, null, 2)}\n`);
  (flags.json ? io.err : io.out)(`${closingLines(report, request.folder, flags.format)}\n`);
  return report.exitCode;
}

async function prepare(flags: RunFlags, composition: Composition, work: Work, progress: Progress) {
  const { signal, command } = composition;
  const loaded = await loadTarget(flags.target);
  const known = await knownFailures(flags.baseline, loaded.file);
  const { name } = loaded.value;
  const startedAt = new Date();
  const named = `${timestamp(startedAt)}-${slug(name)}`;
  if (flags.out !== undefined) refuseExisting(flags.out);

  progress.prepare('reading requirements and cases …');
  const registry = await composition.loadRegistry();
  const cases = await work.loadCases();
  const { area: areas = [], requirement: requirements = [], case: globs = [] } = flags;
  const selection: Selection = { areas, requirements, cases: globs };
  const selected = select(cases, selection, registry);
  if (selected.length === 0) throw nothingSelected(selection, cases, registry);

  const folder = flags.out ?? (await claimFolder(defaultFolder(named)));
  const id = flags.out === undefined ? basename(folder) : named;
  const { seed = newSeed(), failOn = ['must'], repeat = 1 } = flags;
  const concurrency = flags.concurrency ?? loaded.value.concurrency;
  const request: RunRequest = {
    folder,
    start: {
      id,
      startedAt: startedAt.toISOString(),
      seed,
      command,
      harness: { version: packageVersion(), commit: commitOfClone() },
      registry: { digest: registry.digest },
      node: process.version,
      selection: { ...selection, failOn, repeat },
    },
    registry,
    selected,
    known,
    signal,
    ...(concurrency ? { concurrency } : {}),
    ...(work.underLoad ? { underLoad: work.underLoad(progress) } : {}),
    onPlan: (planned) => progress.begin(`${name}: ${counted(planned, 'case result')}, seed ${seed}`, planned),
    onResult: (result) => progress.add(result),
  };
  return { loaded, request };
}

/** Launches the target where that is asked for, and runs. What stops it is thrown once it is on record. */
async function judge(
  { profile, allowRemote = false }: RunFlags,
  loaded: LoadedTarget,
  request: RunRequest,
  progress: Progress,
): Promise<void> {
  const { signal, start } = request;
  const { name, launch } = loaded.value;
  progress.prepare(launch ? `launching ${name} …` : `asking ${name} …`);
  const options = { signal, seed: start.seed, allowRemote, ...(profile ? { profile } : {}) };
  await using opened = await openTarget(loaded, options).catch(async (error: unknown) => {
    if (exitCodeOf(error) !== exit.usage) await recordUnstarted(loaded, request, error);
    throw error;
  });
  await recordRun(opened.session, request);
}

function explainStop(error: unknown, { target }: RunFlags, { io }: Composition): void {
  const code = explain(error, io);
  if (code === exit.environment) io.err(`To try it step by step: authproof doctor --target ${target}\n`);
}

/** `--baseline`, or known-failures.yaml beside the target file where there is one. */
async function knownFailures(baseline: string | undefined, targetFile: string) {
  if (baseline !== undefined) return loadKnownFailures(baseline);
  const beside = join(dirname(targetFile), 'known-failures.yaml');
  return existsSync(beside) ? loadKnownFailures(beside) : [];
}

function slug(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['target'];
  return words.join('-');
}
