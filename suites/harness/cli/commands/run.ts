import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Format, formats } from '../../../../reports/render.ts';
import type { Gate, ResultsHeader } from '../../../../reports/run-report.ts';
import type { Profile } from '../../../../requirements/registry.ts';
import { EnvironmentProblem } from '../../oauth/discovery.ts';
import { type Selection, select } from '../../select.ts';
import { loadKnownFailures } from '../../target/known-failures.ts';
import { LaunchFailed } from '../../target/launch.ts';
import { type Composition, harnessVersion } from '../composition.ts';
import { exitCodeOf, NothingSelected } from '../exit-codes.ts';
import { loadTarget, newSeed, openTarget } from '../open-target.ts';
import { closingLines, Progress } from '../progress.ts';
import { type RunRequest, recordRun, recordUnreachable, refuseExistingFolder } from '../record-run.ts';

export type RunFlags = {
  target: string;
  area: string[];
  requirement: string[];
  case: string[];
  profile?: Profile;
  out?: string;
  format: Format[];
  failOn: Gate[];
  baseline?: string;
  concurrency?: number;
  repeat: number;
  seed?: string;
  allowRemote: boolean;
  json: boolean;
};

/** `authproof run`: the selected cases against one target, recorded in a folder of its own. */
export async function run(flags: RunFlags, composition: Composition): Promise<number> {
  const { io, signal } = composition;
  const registry = await composition.loadRegistry();
  const selection: Selection = { areas: flags.area, requirements: flags.requirement, cases: flags.case };
  const selected = select(await composition.loadCases(), selection, registry);
  if (selected.length === 0) {
    throw new NothingSelected(
      'No case is selected. See authproof list cases; --case takes an id, id#variant or a glob.',
    );
  }
  const loaded = await loadTarget(flags.target);
  const known = await knownFailures(flags.baseline, loaded.file);
  const startedAt = new Date();
  const folder = flags.out ?? join('reports', 'runs', `${timestamp(startedAt)}-${slug(loaded.value.name)}`);
  refuseExistingFolder(folder);

  const seed = flags.seed ?? newSeed();
  const { version, commit } = harnessVersion();
  const start: ResultsHeader['run'] = {
    id: `${timestamp(startedAt)}-${slug(loaded.value.name)}`,
    startedAt: startedAt.toISOString(),
    seed,
    command: composition.command,
    harness: { version, commit },
    registry: { digest: registry.digest },
    node: process.version,
    selection: { ...selection, failOn: flags.failOn, repeat: flags.repeat },
  };
  let progress: Progress | null = null;
  const request: RunRequest = {
    folder,
    start,
    registry,
    selected,
    known,
    signal,
    ...(flags.concurrency ? { concurrency: flags.concurrency } : {}),
    onPlan: (planned) => {
      progress = new Progress(io, planned);
      io.err(`${loaded.value.name}: ${planned} case results, seed ${seed}\n`);
    },
    onResult: (result) => progress?.add(result),
  };
  const failure = await record(flags, request, loaded);
  (progress as Progress | null)?.end();
  if (failure && exitCodeOf(failure) !== 3) throw failure;

  const report = await composition.renderRun(folder, ['json', ...flags.format]);
  if (flags.json) io.out(`${JSON.stringify(report, null, 2)}\n`);
  if (failure) throw failure;
  (flags.json ? io.err : io.out)(`${closingLines(report, folder)}\n`);
  return report.exitCode;
}

/** Runs and records. What kept the target from being judged is returned once it is on record. */
async function record(
  flags: RunFlags,
  request: RunRequest,
  loaded: Awaited<ReturnType<typeof loadTarget>>,
): Promise<Error | null> {
  const { signal, start } = request;
  try {
    await using opened = await openTarget(loaded, {
      signal,
      seed: start.seed,
      allowRemote: flags.allowRemote,
      ...(flags.profile ? { profile: flags.profile } : {}),
    });
    await recordRun(opened.session, request);
    return null;
  } catch (error) {
    if (!(error instanceof EnvironmentProblem || error instanceof LaunchFailed)) throw error;
    if (!existsSync(request.folder)) await recordUnreachable(loaded, request, error);
    return error;
  }
}

/** `--baseline`, or known-failures.yaml beside the target file where there is one. */
async function knownFailures(baseline: string | undefined, targetFile: string) {
  const beside = join(dirname(targetFile), 'known-failures.yaml');
  if (baseline !== undefined) return loadKnownFailures(baseline);
  return existsSync(beside) ? loadKnownFailures(beside) : [];
}

export const allFormats: readonly Format[] = formats;

const timestamp = (time: Date) =>
  time
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace('.', '')
    .replace(/\d{3}Z$/, 'Z');

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'target'
  );
}
