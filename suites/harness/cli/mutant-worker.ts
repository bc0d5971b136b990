import { parentPort, workerData } from 'node:worker_threads';
import { loadRegistry } from '../../../requirements/registry.ts';
import { loadCases } from '../load-cases.ts';
import { loadMutants } from './mutants.ts';
import { loadTarget } from './open-target.ts';
import { type Trial, type Tried, tryMutant } from './try-mutant.ts';

/** What a thread is told once. Cases by id, for code can't be sent and the caller may have left some out. */
export type WorkerSetting = Pick<Trial, 'full' | 'folder'> & { cases: string[] };

/** What it is asked: the results of which mutant it shall try. */
export type Asked = { id: string; changeable: readonly string[] | null };

/** What it answers. */
export type Answered = { id: string; found: Tried };

const { full, folder, cases }: WorkerSetting = workerData;
const mutants = await loadMutants();
const trial: Trial = {
  registry: await loadRegistry(),
  cases: (await loadCases()).filter(({ id }) => cases.includes(id)),
  loaded: await loadTarget('reference'),
  full,
  folder,
  signal: new AbortController().signal, // The caller ends the whole thread.
};

// An error ends the thread, and is thrown to the caller.
parentPort?.on('message', async ({ id, changeable }: Asked) => {
  const mutant = mutants.get(id);
  if (!mutant) throw new Error(`no mutant ${id}`);
  const answered: Answered = { id, found: await tryMutant(mutant, changeable, trial) };
  parentPort?.postMessage(answered);
});
