import { type ReferenceServerOptions, startReferenceServer } from '../../../reference-server/index.ts';
import { serveForParent } from '../server-process.ts';

/** Runs in the process of its own in which the reference server is. Faults go to stderr, and so to the log of the launch. */
await serveForParent(async (options: ReferenceServerOptions) => {
  const { url, issuer, controlUrl = '' } = await startReferenceServer(options);
  return { url, issuer, controlUrl };
});
