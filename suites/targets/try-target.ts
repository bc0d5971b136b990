import type { ClientFixture, TargetDescription } from '../harness/target/description.ts';
import { launchTarget } from '../harness/target/launch.ts';
import { loadTargetFile, resolveTarget } from '../harness/target/load-target.ts';
import { askAs } from './ask-as.ts';

/** A target that runs, for the tests of this folder. */
export type TriedTarget = {
  target: TargetDescription;
  runDir: string;
  issuer: string;
  /** Empty where it publishes none. */
  metadata: Record<string, unknown>;
  /** A client that the target file lists. */
  client(id: string): ClientFixture;
  /** Posts a form to an endpoint, named as in the metadata, as one of these clients. */
  ask(clientId: string, endpoint: string, form: Record<string, string>): ReturnType<typeof askAs>;
} & AsyncDisposable;

/** Starts the target that a file describes, and reads the file, as a run does. */
export async function tryTarget(file: string): Promise<TriedTarget> {
  await using resources = new AsyncDisposableStack();
  const loaded = await loadTargetFile(file);
  const launched = resources.use(await launchTarget(loaded, { signal: new AbortController().signal }));
  const target = await resolveTarget(loaded, launched);
  const issuer = target.oauth?.issuer ?? '';
  const response = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  const metadata = response.ok ? ((await response.json()) as Record<string, unknown>) : {};
  const client = (id: string) => {
    const listed = target.oauth?.clients.find((fixture) => fixture.id === id);
    if (!listed) throw new Error(`${file} lists no client ${id}`);
    return listed;
  };
  const owned = resources.move();
  return {
    target,
    runDir: launched.variables.runDir ?? '',
    issuer,
    metadata,
    client,
    ask: (clientId, endpoint, form) =>
      askAs(client(clientId), issuer, String(metadata[`${endpoint}_endpoint`]), form),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
