import { join } from 'node:path';
import { startPostgres } from '../../../reference-server/storage/postgres-container.ts';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { startReferenceProcesses } from '../reference/processes.ts';

/** One instance of the reference server, or several, on a PostgreSQL of their own. @throws NoContainer */
export const start: StartTarget = async (options) => {
  const postgres = startPostgres(join(options.runDir, 'postgres-password'));
  const end = async () => {
    const [started] = await Promise.allSettled([postgres]);
    if (started.status === 'fulfilled') await started.value[Symbol.asyncDispose]();
  };
  try {
    const servers = await startReferenceProcesses(options, async () => (await postgres).createDatabase());
    return {
      ...servers,
      async [Symbol.asyncDispose]() {
        await servers[Symbol.asyncDispose]();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
};
