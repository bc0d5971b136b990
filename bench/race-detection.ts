import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMutants } from '../reference-server/index.ts';
import { loadTarget } from '../suites/harness/cli/open-target.ts';
import { Session } from '../suites/harness/session.ts';
import { resolveTarget } from '../suites/harness/target/load-target.ts';
import { startReference } from '../suites/targets/reference/in-process.ts';

/** The mutants that look an identifier up before they store it, by the milliseconds in between, and where they keep it. */
export const checkThenAct = [
  { windowMs: 0.2, where: 'in process', mutant: 'remembers-an-identifier-a-fifth-of-a-millisecond-late' },
  { windowMs: 1, where: 'in process', mutant: 'remembers-an-identifier-a-millisecond-late' },
  { windowMs: 5, where: 'in process', mutant: 'remembers-an-identifier-five-milliseconds-late' },
  { windowMs: 0.2, where: 'in the database', mutant: 'stores-an-identifier-a-fifth-of-a-millisecond-late' },
  { windowMs: 1, where: 'in the database', mutant: 'looks-an-identifier-up-before-storing-it' },
  { windowMs: 5, where: 'in the database', mutant: 'stores-an-identifier-five-milliseconds-late' },
] as const;

/** How many of so many rounds of twenty simultaneous uses catch this mutant. @throws Error where there is none */
export async function roundsThatCatch(id: string, rounds: number): Promise<number> {
  const mutant = (await loadMutants()).get(id);
  if (!mutant) throw new Error(`there is no mutant ${id}`);
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(runDir, { recursive: true, force: true }));
  const started = stack.use(await startReference({ runDir, mutant }));
  const loaded = await loadTarget('reference');
  const target = await resolveTarget(loaded, { ...started, variables: { ...started.variables, runDir } });
  const { signal } = new AbortController();
  const session = stack.use(await Session.open(target, { seed: 'bench', signal }));

  let caught = 0;
  for (let round = 0; round < rounds; round++) {
    await using open = session.openCase('race', signal);
    const { oauth, race } = open.context;
    const client = await oauth.client({ method: 'private_key_jwt', alg: 'ES256' });
    const assertion = client.assertion();
    const { ok } = await race(20, () => oauth.prepare('token', client, { assertion }));
    if (ok.length > 1) caught++;
  }
  return caught;
}
