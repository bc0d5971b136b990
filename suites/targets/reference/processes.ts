import { extname, join } from 'node:path';
import type { DatabaseLocation } from '../../../reference-server/index.ts';
import { packageVersion } from '../../harness/cli/harness-version.ts';
import type { StartedTarget, StartOptions } from '../../harness/target/launch-contract.ts';
import { controlUrls, type ServerProcess, startServerProcess } from '../server-process.ts';
import { makeReferenceFiles, redirectUri, referenceOptions } from './reference-files.ts';
import type { ReadyServer } from './server.ts';

/**
 * Instances of the reference server, each a process of its own, on one database. It is located while they load.
 * @throws TargetDidNotStart
 */
export async function startReferenceProcesses(
  { ports, instances, runDir, profile, signal }: StartOptions,
  locateDatabase: () => Promise<DatabaseLocation>,
): Promise<StartedTarget> {
  const issuer = `http://127.0.0.1:${ports[0]}`;
  const shared = Promise.all([locateDatabase(), makeReferenceFiles(runDir)]);
  // Where no process gets as far as to ask for it, this fails unheard otherwise.
  shared.catch(() => undefined);
  const startAt = (instance: number, after: Promise<unknown>) =>
    startServerProcess<ReadyServer>({
      // Next to this file, which is JavaScript where the package is installed.
      module: join(import.meta.dirname, `server${extname(import.meta.filename)}`),
      async makeSetting() {
        const [database] = await shared;
        await after;
        const at = [ports[instance] ?? 0, ports[instances + instance] ?? 0];
        return { ...referenceOptions(runDir, profile, at), issuer, database };
      },
      logFile: join(runDir, instance === 0 ? 'server.log' : `server-${instance + 1}.log`),
      signal,
    });
  // The first makes the tables, which the others find.
  const first = startAt(0, Promise.resolve());
  const others = Array.from({ length: instances - 1 }, (_, index) => startAt(index + 1, first));
  const servers = await allOrNone([first, ...others]);
  const [{ store } = { store: '' }] = servers.map(({ ready }) => ready);
  return {
    baseUrls: servers.map(({ ready }) => ready.url),
    issuer,
    version: `${packageVersion()} (${store})`,
    variables: { redirectUri, ...controlUrls(servers.map(({ ready }) => ready.controlUrl)) },
    async restart(instance) {
      await Promise.all(
        servers.filter((_, index) => index === (instance ?? index)).map((one) => one.restart()),
      );
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

/** Ends those that started, where one did not. */
async function allOrNone(starting: Promise<ServerProcess<ReadyServer>>[]) {
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const failed = settled.find((one) => one.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map((one) => one[Symbol.asyncDispose]()));
  throw failed.reason;
}
