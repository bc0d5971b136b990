import { type ReferenceServerOptions, startReferenceServer } from '../../../reference-server/index.ts';
import { serveForParent } from '../server-process.ts';

/** What is told of a server that is ready. */
export type ReadyServer = { url: string; controlUrl: string; store: string };

/** Runs in the process of its own in which the reference server is. Faults go to stderr, and so to the log of the launch. */
await serveForParent(async (options: ReferenceServerOptions): Promise<ReadyServer> => {
  const { url, controlUrl = '', store } = await startReferenceServer(options);
  return { url, controlUrl, store };
});
