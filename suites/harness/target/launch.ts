import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Profile } from '../../../requirements/registry.ts';
import { faultOfHttpUrl } from './addresses.ts';
import type { StartedTarget, StartTarget } from './launch-contract.ts';
import type { LoadedTarget, StartedFacts } from './load-target.ts';
import { moduleFile } from './module-file.ts';

/** The target's own start failed, so there is nothing to judge. Exit 3. */
export class LaunchFailed extends Error {
  override readonly name = 'LaunchFailed';
  readonly code = 'launch-failed';
}

export type LaunchOptions = {
  signal: AbortSignal;
  /** Takes the place of the file's base profile. */
  profile?: Profile;
  /** Takes the place of the file's. */
  instances?: number;
  /** An empty folder to be kept; otherwise a fresh one is made and removed. */
  runDir?: string;
  /** How long start() may take. */
  timeoutMs?: number;
  /** How long start() may take to end what it began, once it is told to stop. */
  graceMs?: number;
};

/** A target that runs, as `resolveTarget` wants to know it. Disposing ends what was started, once. */
export type LaunchedTarget = StartedFacts & AsyncDisposable;

/** More than any target has servers beside its instances. */
const sparePorts = 12;

/**
 * Starts the target by its launch module; one without launch runs already and is passed through.
 * @throws {LaunchFailed} where the module or its start() fails
 * @throws {InvalidFile} where the module has no `start`
 * @throws the signal's reason, when aborted
 */
export async function launchTarget(loaded: LoadedTarget, options: LaunchOptions): Promise<LaunchedTarget> {
  const { launch, baseUrls = [], profile } = loaded.value;
  const chosen = options.profile && { profile: options.profile };
  options.signal.throwIfAborted();
  if (!launch) return { baseUrls, variables: {}, ...chosen, [Symbol.asyncDispose]: async () => undefined };

  await using cleanup = new AsyncDisposableStack();
  const start = await importStart(loaded, launch.module);
  const runDir = options.runDir ?? (await temporaryFolder(cleanup));
  const clockFile = join(runDir, 'clock');
  const instances = options.instances ?? launch.instances ?? 1;
  const started = await untilStarted(launch.module, options, async (signal) =>
    start({
      ports: await freePorts(instances + sparePorts),
      instances,
      runDir,
      profile: options.profile ?? profile?.extends ?? 'oauth2',
      clockFile,
      signal,
    }),
  );
  cleanup.defer(() => dispose(started));
  const answer = checkAnswer(launch.module, started);
  const variables = { runDir, clockFile, ...answer.variables };
  const restart = started.restart && { restart: started.restart.bind(started) };
  return { ...answer, ...restart, variables, ...chosen, [Symbol.asyncDispose]: disposerOf(cleanup.move()) };
}

async function importStart({ file, problem }: LoadedTarget, module: string): Promise<StartTarget> {
  const path = moduleFile(file, module);
  if (!path) throw problem(['launch', 'module'], `${module} does not exist`);
  const imported: Record<string, unknown> = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    throw new LaunchFailed(`cannot import ${module}: ${messageOf(cause)}`, { cause });
  });
  if (typeof imported.start === 'function') return imported.start as StartTarget;
  const names = Object.keys(imported).sort().join(', ') || 'nothing';
  throw problem(
    ['launch', 'module'],
    `expected a module that exports a function start; ${module} exports ${names}`,
  );
}

/** Only its owner may enter, for secrets lie in it. */
async function temporaryFolder(cleanup: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** All are held open together, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Awaits start() no longer than the signal and the time limit allow; then it may still end its processes. */
async function untilStarted(
  module: string,
  { signal, timeoutMs = 120_000, graceMs = 5_000 }: LaunchOptions,
  start: (signal: AbortSignal) => Promise<StartedTarget>,
): Promise<StartedTarget> {
  const limit = new AbortController();
  const stopping = AbortSignal.any([signal, limit.signal]);
  const { promise: patienceOver, resolve: losePatience } = Promise.withResolvers<null>();
  let timer = setTimeout(() => limit.abort(), timeoutMs);
  const onStopping = () => {
    clearTimeout(timer);
    timer = setTimeout(losePatience, graceMs, null);
  };
  stopping.addEventListener('abort', onStopping);
  const starting = start(stopping);
  const settled = await Promise.race([Promise.allSettled([starting]), patienceOver]);
  clearTimeout(timer);
  stopping.removeEventListener('abort', onStopping);

  const [outcome] = settled ?? [];
  if (outcome?.status === 'fulfilled' && !stopping.aborted) return outcome.value;
  if (outcome?.status === 'fulfilled') await dispose(outcome.value);
  if (!outcome) starting.then(dispose).catch((error: unknown) => process.emitWarning(messageOf(error)));
  signal.throwIfAborted();
  if (limit.signal.aborted)
    throw new LaunchFailed(`start() of ${module} is not done after ${timeoutMs / 1000} s`);
  const cause: unknown = outcome?.status === 'rejected' ? outcome.reason : undefined;
  throw new LaunchFailed(`start() of ${module} failed: ${messageOf(cause)}`, { cause });
}

async function dispose(started: unknown): Promise<void> {
  if (isDisposable(started)) await started[Symbol.asyncDispose]();
}

function isDisposable(value: unknown): value is AsyncDisposable {
  return value instanceof Object && Symbol.asyncDispose in value;
}

const Answer = z.object({
  baseUrls: z.array(z.string()).min(1),
  issuer: z.string().exactOptional(),
  variables: z.record(z.string(), z.string()),
  version: z.string().min(1).exactOptional(),
  restart: z.custom((value) => typeof value === 'function').exactOptional(),
});

function checkAnswer(module: string, started: StartedTarget): Omit<z.output<typeof Answer>, 'restart'> {
  if (!isDisposable(started))
    throw new LaunchFailed(`start() of ${module} answered nothing that can be disposed of`);
  const { success, data, error } = Answer.safeParse(started);
  if (!success) {
    const keys = error.issues.map(({ path }) => path.join('.') || 'the answer');
    const wanted = '{ baseUrls: string[], issuer?: string, variables: Record<string, string> }';
    throw new LaunchFailed(`start() of ${module} did not answer ${wanted}: ${keys.join(', ')} is wrong`);
  }
  const [wrong] = [...data.baseUrls, data.issuer ?? []].flat().filter((url) => faultOfHttpUrl(url));
  if (wrong === undefined) return data;
  // What stands before an @ may be a password.
  const shown = JSON.stringify(wrong.replace(/.*@/s, '…@'));
  throw new LaunchFailed(`start() of ${module} answered ${shown}; ${faultOfHttpUrl(wrong)}`);
}

function disposerOf(stack: AsyncDisposableStack): () => Promise<void> {
  let disposing: Promise<void> | undefined;
  return () => {
    disposing ??= stack.disposeAsync();
    return disposing;
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
