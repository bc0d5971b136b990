import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repositories } from '../reference-server/index.ts';
import { pause } from '../reference-server/mutants/parts/pause.ts';
import { loadTarget } from '../suites/harness/cli/open-target.ts';
import { Session } from '../suites/harness/session.ts';
import { resolveTarget } from '../suites/harness/target/load-target.ts';
import { startReference } from '../suites/targets/reference/in-process.ts';

/** How many of so many rounds of twenty simultaneous uses catch a check-then-act window of this length. */
export async function roundsThatCatch(windowMs: number, rounds: number): Promise<number> {
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(runDir, { recursive: true, force: true }));
  const mutant = {
    breaks: [],
    how: `Looks an identifier up ${windowMs} ms before it stores it.`,
    repositories: checkThenAct(windowMs),
  };
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

function checkThenAct(windowMs: number) {
  const spent = new Set<string>();
  return ({ assertionIds }: Repositories): Partial<Repositories> => ({
    assertionIds: {
      ...assertionIds,
      async spend(clientId, id) {
        if (spent.has(`${clientId} ${id}`)) return false;
        await pause(windowMs);
        spent.add(`${clientId} ${id}`);
        return true;
      },
    },
  });
}
