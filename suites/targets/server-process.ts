import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';

/** The start failed; the message ends with what the server's log says. */
export class TargetDidNotStart extends Error {
  override readonly name = 'TargetDidNotStart';
  readonly code = 'target-did-not-start';
}

export type ServerProcessOptions = {
  /** Absolute path of a module that listens, and then sends one message to whoever started it. */
  module: string;
  args: string[];
  /** Gets all that the process prints, after what a start before this one has left there. */
  logFile: string;
  /** Beside the environment of this process. */
  env?: NodeJS.ProcessEnv;
  signal: AbortSignal;
};

/**
 * Starts a server of a target in a process of its own, and waits until it is ready. Disposing ends it, by its id.
 * @throws TargetDidNotStart
 * @throws the signal's reason, when aborted
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<AsyncDisposable> {
  const { logFile, signal } = options;
  const child = await launch(options);
  try {
    await untilReady(child, signal);
  } catch (cause) {
    await end(child);
    signal.throwIfAborted();
    const lastLines = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n');
    throw new TargetDidNotStart(`The server did not start. Its log (${logFile}) ends with:\n${lastLines}`, {
      cause,
    });
  }
  return { [Symbol.asyncDispose]: () => end(child) };
}

async function launch({ module, args, logFile, env = {} }: ServerProcessOptions): Promise<ChildProcess> {
  await using log = await open(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [module, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await once(child, 'spawn');
  return child;
}

/** It says so over its channel to us; that it ended first is the other way this can go. */
async function untilReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([signal, over.signal]) };
  try {
    await Promise.race([
      once(child, 'message', options),
      once(child, 'exit', options).then(([code]) => {
        throw new Error(`its process ended with ${code}`);
      }),
    ]);
  } finally {
    over.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
