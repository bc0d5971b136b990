import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Mutant, startReferenceServer } from '../../../reference-server/index.ts';
import type { StartedTarget, StartOptions } from '../../harness/target/launch-contract.ts';
import { writeSecretFile } from '../make-clients.ts';
import { makeReferenceFiles, redirectUri, referenceOptions } from './reference-files.ts';

/** What a launch in this process is given. Without ports it takes free ones. */
export type ReferenceOptions = Pick<StartOptions, 'runDir'> & {
  ports?: number[];
  /** The part to swap for a wrong one. */
  mutant?: Mutant;
};

/**
 * Starts the reference server in this process, with every fixture registered and its control listener on. Mutants run
 * so, in memory, hundreds one after another; and `serve` does, on a file.
 */
export async function startReference(options: ReferenceOptions): Promise<StartedTarget> {
  const { runDir, ports = [], mutant } = options;
  const inMemory = mutant !== undefined && mutant.on?.storage !== 'file';
  await makeReferenceFiles(runDir);
  const logFile = join(runDir, 'server.log');
  await writeSecretFile(logFile, '');
  const server = await startReferenceServer({
    ...referenceOptions(runDir, ports),
    database: inMemory ? ':memory:' : join(runDir, 'reference-server.sqlite'),
    log: (error) => appendFileSync(logFile, `${inspect(error)}\n`),
    ...(mutant?.rules ? { rules: mutant.rules } : {}),
    ...(mutant?.repositories ? { repositories: mutant.repositories } : {}),
  });
  return {
    baseUrls: [server.url],
    issuer: server.issuer,
    variables: { redirectUri, controlUrl: server.controlUrl ?? '' },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
