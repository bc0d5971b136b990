import { join } from 'node:path';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { startReferenceProcesses } from './processes.ts';

/** The reference server in a process of its own, on an SQLite file, which keeps what was used over a restart. */
export const start: StartTarget = (options) =>
  startReferenceProcesses(options, async () => join(options.runDir, 'reference-server.sqlite'));
