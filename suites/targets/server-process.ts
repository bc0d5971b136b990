import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/** The start failed; the message ends with what the server's log says. */
export class TargetDidNotStart extends Error {
  override readonly name = 'TargetDidNotStart';
  readonly code = 'target-did-not-start';
}

export type ServerProcessOptions = {
  /** Absolute path of a module that listens, and then sends one message to whoever started it. */
  module: string;
  args?: string[];
  /** Makes what a module that calls `serveForParent` is told, while that loads. */
  makeSetting?(): Promise<object>;
  /** Gets all that the process prints, after what a start before this one has left there. */
  logFile: string;
  /** Beside the environment of this process. */
  env?: NodeJS.ProcessEnv;
  signal: AbortSignal;
};

/** Disposing ends the process, by its id. */
export type ServerProcess<Ready> = {
  /** What it said when it was ready. */
  ready: Ready;
  /** Kills it, and starts it again by the same setting. @throws TargetDidNotStart */
  restart(): Promise<void>;
} & AsyncDisposable;

/**
 * Starts a server of a target in a process of its own, and waits until it is ready.
 * @throws TargetDidNotStart
 * @throws the signal's reason, when aborted
 */
export async function startServerProcess<Ready = unknown>(
  options: ServerProcessOptions,
): Promise<ServerProcess<Ready>> {
  const { child, ready, setting } = await startOnce<Ready>(options);
  const again = setting ? { ...options, makeSetting: async () => setting } : options;
  let running = Promise.resolve(child);
  return {
    ready,
    async restart() {
      running = running.then(end).then(async () => (await startOnce(again)).child);
      await running;
    },
    // One that is being restarted ends too; where that failed, nothing runs.
    [Symbol.asyncDispose]: () => running.then(end, () => undefined),
  };
}

/** In the process that is started: serves by what the parent tells, and tells it what `start` answers. */
export async function serveForParent<Setting>(start: (setting: Setting) => Promise<object>): Promise<void> {
  // Whoever started it has gone without ending it.
  process.on('disconnect', () => process.exit());
  if (!process.connected) process.exit();
  const [setting] = await once(process, 'message');
  process.send?.(await start(setting));
  // It will be killed, which leaves no time to keep what was compiled for the next start.
  flushCompileCache();
}

/** What a target file calls the control listeners of the instances: `controlUrl`, and `controlUrl2` of the second. */
export function controlUrls(urls: readonly string[]): Record<string, string> {
  return Object.fromEntries(urls.map((url, index) => [`controlUrl${index === 0 ? '' : index + 1}`, url]));
}

type Started<Ready> = { child: ChildProcess; ready: Ready; setting: object | undefined };

async function startOnce<Ready>(options: ServerProcessOptions): Promise<Started<Ready>> {
  const { logFile, signal, makeSetting } = options;
  const child = await launch(options);
  const setting = await makeSetting?.().catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  try {
    if (setting) child.send(setting);
    return { child, ready: await untilReady<Ready>(child, signal), setting };
  } catch (cause) {
    await end(child);
    signal.throwIfAborted();
    throw await didNotStart(logFile, cause);
  }
}

/** With the end of its log, for that goes with the folder of a start that failed. */
export async function didNotStart(logFile: string, cause: unknown): Promise<TargetDidNotStart> {
  const lastLines = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n');
  const message = `The server did not start. Its log (${logFile}) ends with:\n${lastLines}`;
  return new TargetDidNotStart(message, { cause });
}

async function launch({ module, args = [], logFile, env = {} }: ServerProcessOptions): Promise<ChildProcess> {
  await using log = await open(logFile, 'a', 0o600);
  const cache = getCompileCacheDir();
  const child = spawn(process.execPath, [module, ...args], {
    env: { ...process.env, ...(cache && { NODE_COMPILE_CACHE: dirname(cache) }), ...env },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await once(child, 'spawn');
  return child;
}

/** It says so over its channel to us; that it ended first is the other way this can go. */
async function untilReady<Ready>(child: ChildProcess, signal: AbortSignal): Promise<Ready> {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([signal, over.signal]) };
  try {
    const [ready] = await Promise.race([
      once(child, 'message', options),
      once(child, 'exit', options).then(([code]) => {
        throw new Error(`its process ended with ${code}`);
      }),
    ]);
    return ready;
  } finally {
    over.abort();
  }
}

/** By SIGTERM, and waits until it has ended. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
