import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  adjustableClock,
  type Mutant,
  openDatabase,
  type ReferenceServer,
  startReferenceServer,
} from '../../../reference-server/index.ts';
import type { StartedTarget, StartOptions } from '../../harness/target/launch-contract.ts';
import { writeSecretFile } from '../make-clients.ts';
import { makeReferenceFiles, redirectUri, referenceOptions } from './reference-files.ts';

/** What a launch in this process is given. Without ports it takes free ones. */
export type ReferenceOptions = Pick<StartOptions, 'runDir'> & {
  ports?: readonly number[];
  /** The part to swap for a wrong one, and where it runs. */
  mutant?: Mutant;
};

/**
 * Starts the reference server in this process, with every fixture registered and its control listener on. Mutants run
 * so, hundreds one after another and in memory where nothing else is said; and `serve` does, on a file.
 */
export async function startReference({
  runDir,
  ports = [],
  mutant,
}: ReferenceOptions): Promise<StartedTarget> {
  const {
    profile = 'authproof',
    instances = 1,
    storage = mutant && instances === 1 ? 'memory' : 'file',
  } = mutant?.on ?? {};
  await makeReferenceFiles(runDir);
  const logFile = join(runDir, 'server.log');
  await writeSecretFile(logFile, '');
  const location = storage === 'memory' ? ':memory:' : join(runDir, 'reference-server.sqlite');
  await using starting = new AsyncDisposableStack();
  // One for all: two connections of one thread to an SQLite file would each wait for the other.
  let database = await openDatabase(location);
  starting.defer(() => database.database.destroy());
  const clock = adjustableClock();
  const startAt = (at: readonly number[], issuer?: string) =>
    startReferenceServer({
      ...referenceOptions(runDir, profile, at),
      ...(issuer ? { issuer } : {}),
      clock,
      database,
      log: (error) => appendFileSync(logFile, `${inspect(error)}\n`),
      ...(mutant?.rules ? { rules: mutant.rules } : {}),
      ...(mutant?.repositories ? { repositories: mutant.repositories } : {}),
    });

  const servers: ReferenceServer[] = [];
  starting.defer(async () => void (await Promise.all(servers.map(end))));
  const first = await startAt(ports);
  servers.push(first);
  while (servers.length < instances) servers.push(await startAt([], first.issuer));
  const running = starting.move();
  return {
    baseUrls: servers.map(({ url }) => url),
    issuer: first.issuer,
    variables: { redirectUri, controlUrl: first.controlUrl ?? '' },
    ...(storage === 'file' && {
      async restart(instance) {
        const chosen = [...servers.entries()].filter(([index]) => index === (instance ?? index));
        await Promise.all(chosen.map(([, server]) => end(server)));
        if (chosen.length === servers.length) {
          await database.database.destroy();
          database = await openDatabase(location);
        }
        for (const [index, { url, controlUrl = '', issuer }] of chosen) {
          servers[index] = await startAt([portOf(url), portOf(controlUrl)], issuer);
        }
      },
    }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const end = (server: ReferenceServer) => server[Symbol.asyncDispose]();

const portOf = (url: string) => Number(new URL(url).port);
