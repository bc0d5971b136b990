import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientFixture, TargetDescription } from '../harness/target/description.ts';
import type { StartTarget } from '../harness/target/launch-contract.ts';
import { loadTargetFile, resolveTarget } from '../harness/target/load-target.ts';
import { askAs } from './ask-as.ts';

/** A target that runs in a temporary folder, for the tests of this folder. */
export type TriedTarget = {
  target: TargetDescription;
  runDir: string;
  issuer: string;
  metadata: Record<string, unknown>;
  /** A client that the target file lists. */
  client(id: string): ClientFixture;
  /** Posts a form to an endpoint, named as in the metadata, as one of these clients. */
  ask(clientId: string, endpoint: string, form: Record<string, string>): ReturnType<typeof askAs>;
} & AsyncDisposable;

/** Starts a target and reads the target file that describes it, as a run does. */
export async function tryTarget(start: StartTarget, file: string): Promise<TriedTarget> {
  await using resources = new AsyncDisposableStack();
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-target-'));
  resources.defer(() => rm(runDir, { recursive: true }));
  const loaded = await loadTargetFile(file);
  const started = resources.use(
    await start({
      ports: await freePorts(2),
      instances: loaded.value.launch?.instances ?? 1,
      runDir,
      profile: loaded.value.profile?.extends ?? 'oauth2',
      clockFile: join(runDir, 'clock'),
      signal: new AbortController().signal,
    }),
  );
  const target = await resolveTarget(loaded, started);
  const issuer = target.oauth?.issuer ?? '';
  const metadata = await metadataOf(issuer);
  const client = (id: string) => {
    const listed = target.oauth?.clients.find((fixture) => fixture.id === id);
    if (!listed) throw new Error(`${file} lists no client ${id}`);
    return listed;
  };
  const owned = resources.move();
  return {
    target,
    runDir,
    issuer,
    metadata,
    client,
    ask: (clientId, endpoint, form) =>
      askAs(client(clientId), issuer, String(metadata[`${endpoint}_endpoint`]), form),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function metadataOf(issuer: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  return (await response.json()) as Record<string, unknown>;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
