import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startReference } from '../../../targets/reference/in-process.ts';
import { LaunchFailed } from '../../target/launch.ts';
import { fillVariables } from '../../target/variables.ts';
import type { Composition } from '../composition.ts';
import { exit } from '../exit-codes.ts';
import { loadTarget } from '../open-target.ts';

/** `authproof serve`: the reference server until Ctrl-C, and a target file that points at it. */
export async function serve({ port }: { port?: number }, { io, signal }: Composition): Promise<number> {
  const loaded = await loadTarget('reference');
  await using stack = new AsyncDisposableStack();
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-serve-'));
  stack.defer(() => rm(runDir, { recursive: true, force: true }));
  const ports = port === undefined ? {} : { ports: [port] };
  const started = stack.use(await startReference({ runDir, ...ports }).catch(asLaunchFailed));

  const variables = { ...started.variables, runDir };
  const { launch, ...file } = fillVariables(loaded.value, variables, (path, message) => {
    throw loaded.problem(path, message);
  });
  const target = { ...file, baseUrls: started.baseUrls, oauth: { ...file.oauth, issuer: started.issuer } };
  io.out(stringify(target, { lineWidth: 0 }));
  io.err(
    `The reference server listens at ${started.baseUrls[0]} until Ctrl-C. Its keys and secrets are in ${runDir}.\n`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  return exit.ok;
}

function asLaunchFailed(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') throw cause;
  throw new LaunchFailed(
    `The reference server can't listen there: ${cause.message}. Leave --port out to take a free one.`,
    { cause },
  );
}
