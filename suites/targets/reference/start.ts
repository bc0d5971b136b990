import { extname, join } from 'node:path';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { startServerProcess } from '../server-process.ts';
import { makeReferenceFiles, redirectUri, referenceOptions } from './reference-files.ts';

/** The reference server in a process of its own, on an SQLite file, which keeps what was used over a restart. */
export const start: StartTarget = async ({ ports, instances, runDir, signal }) => {
  if (instances !== 1) throw new Error('the reference server is launched as one instance, not several');
  const server = await startServerProcess<{ url: string; issuer: string; controlUrl: string }>({
    // Next to this file, which is JavaScript where the package is installed.
    module: join(import.meta.dirname, `server${extname(import.meta.filename)}`),
    async makeSetting() {
      await makeReferenceFiles(runDir);
      return { ...referenceOptions(runDir, ports), database: join(runDir, 'reference-server.sqlite') };
    },
    logFile: join(runDir, 'server.log'),
    signal,
  });
  const { url, issuer, controlUrl } = server.ready;
  return {
    baseUrls: [url],
    issuer,
    variables: { redirectUri, controlUrl },
    restart: () => server.restart(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
