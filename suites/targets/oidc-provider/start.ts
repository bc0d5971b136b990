import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { makeClients, writeSecretFile } from '../make-clients.ts';

/** Registered with every client, and named in target.yaml; nothing listens there. */
const redirectUri = 'http://127.0.0.1:1/cb';

/** The start failed; the message ends with what the server's log says. */
export class TargetDidNotStart extends Error {
  override readonly name = 'TargetDidNotStart';
  readonly code = 'target-did-not-start';
}

/**
 * oidc-provider as published, in a process of its own, with every fixture registered.
 * @throws TargetDidNotStart
 */
export const start: StartTarget = async ({ ports, instances, runDir, signal }) => {
  const [port, controlPort] = ports;
  if (!port || !controlPort) throw new TargetDidNotStart('two free ports are wanted');
  if (instances !== 1) throw new TargetDidNotStart('its state is in memory: one instance, not several');
  await makeClients(runDir, {
    grant_types: ['client_credentials', 'authorization_code'],
    response_types: ['code'],
    redirect_uris: [redirectUri],
  });
  await Promise.all(
    ['secrets/initial-access-token', 'secrets/cookie-key', 'control-token'].map((name) =>
      writeSecretFile(join(runDir, name), randomBytes(32).toString('base64url')),
    ),
  );

  const logFile = join(runDir, 'server.log');
  const child = await launch([runDir, String(port), String(controlPort)], logFile);
  try {
    await untilReady(child, signal);
  } catch (cause) {
    await end(child);
    signal.throwIfAborted();
    const lastLines = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n');
    throw new TargetDidNotStart(
      `oidc-provider did not start. Its log (${logFile}) ends with:\n${lastLines}`,
      { cause },
    );
  }
  const url = `http://127.0.0.1:${port}`;
  return {
    baseUrls: [url],
    issuer: url,
    variables: { redirectUri, controlUrl: `http://127.0.0.1:${controlPort}` },
    [Symbol.asyncDispose]: () => end(child),
  };
};

async function launch(args: string[], logFile: string): Promise<ChildProcess> {
  // Next to this file, which is JavaScript where the package is installed.
  const server = join(import.meta.dirname, `server${extname(import.meta.filename)}`);
  await using log = await open(logFile, 'wx', 0o600);
  const child = spawn(process.execPath, [server, ...args], {
    // It answers a refused client with one sentence whatever the cause; the cause is in the log.
    env: { ...process.env, DEBUG: 'oidc-provider:error,oidc-provider:server_error*' },
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
