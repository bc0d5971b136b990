import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { didNotStart, end, TargetDidNotStart } from './server-process.ts';

export type ProgramOptions = {
  /** On the PATH. */
  program: string;
  args: string[];
  /** Gets all that it prints, after what a start before this one has left there. */
  logFile: string;
  /** Beside the environment of this process. */
  env?: NodeJS.ProcessEnv;
  /** It is ready when it answers here, whatever it says. */
  url: string;
  signal: AbortSignal;
};

/** Disposing ends the program, by its id. */
export type ProgramProcess = {
  /** Stops it as its operator would, by SIGTERM, and starts it again. @throws TargetDidNotStart */
  restart(): Promise<void>;
} & AsyncDisposable;

/**
 * Starts a server in whatever language, and waits until it answers. It ends with whoever started it, on Linux.
 * @throws TargetDidNotStart
 * @throws the signal's reason, when aborted
 */
export async function startProgram(options: ProgramOptions): Promise<ProgramProcess> {
  let running = Promise.resolve(await startOnce(options));
  return {
    async restart() {
      running = running.then(end).then(() => startOnce(options));
      await running;
    },
    // One that is being restarted ends too; where that failed, nothing runs.
    [Symbol.asyncDispose]: () => running.then(end, () => undefined),
  };
}

async function startOnce(options: ProgramOptions): Promise<ChildProcess> {
  if (await answers(options))
    throw new TargetDidNotStart(`Another program listens at ${options.url} already.`);
  const child = await launch(options);
  try {
    await untilAnswers(child, options);
    return child;
  } catch (cause) {
    await end(child);
    options.signal.throwIfAborted();
    throw await didNotStart(options.logFile, cause);
  }
}

async function launch({ program, args, logFile, env }: ProgramOptions): Promise<ChildProcess> {
  await using log = await open(logFile, 'a', 0o600);
  // It can't watch a channel to us, so the kernel is asked to end it when we are gone.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn');
  return child;
}

async function untilAnswers(child: ChildProcess, options: ProgramOptions): Promise<void> {
  while (!(await answers(options))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`its process ended with ${child.exitCode ?? child.signalCode}`);
    await delay(20, undefined, { signal: options.signal });
  }
}

async function answers({ url, signal }: ProgramOptions): Promise<boolean> {
  const isThere = await fetch(url, { signal }).then(
    () => true,
    () => false,
  );
  signal.throwIfAborted();
  return isThere;
}
