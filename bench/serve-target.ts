import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartTarget } from '../suites/harness/target/launch-contract.ts';

/** Runs in a process of its own, pinned to one core: starts the target whose module is named and says where it is. */
const [module = ''] = process.argv.slice(2);
const { start }: { start: StartTarget } = await import(module);
const runDir = await mkdtemp(join(tmpdir(), 'authproof-bench-'));
const stopping = new AbortController();
const started = await start({
  ports: await freePorts(2),
  instances: 1,
  runDir,
  profile: 'authproof',
  clockFile: join(runDir, 'clock'),
  signal: stopping.signal,
});
process.stdout.write(`${JSON.stringify({ baseUrl: started.baseUrls[0], issuer: started.issuer, runDir })}\n`);
for await (const _ of process.stdin); // ends when the benchmark closes its end, or is gone
await started[Symbol.asyncDispose]();
await rm(runDir, { recursive: true, force: true });

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
