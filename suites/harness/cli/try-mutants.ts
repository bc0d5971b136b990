import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answered, Asked, WorkerSetting } from './mutant-worker.ts';
import type { Mutant } from './mutants.ts';
import { type Trial, tryMutant } from './try-mutant.ts';
import type { Changeable } from './try-right-server.ts';

const workerFile = new URL(`./mutant-worker${extname(import.meta.filename)}`, import.meta.url);

/** Tries mutants on all cores, in threads of their own, and tells of each as it is done. @throws the signal's reason */
export async function tryMutants(
  mutants: ReadonlyMap<string, Mutant>,
  changeable: Changeable,
  trial: Trial,
  onTried: (answered: Answered) => void,
): Promise<void> {
  const changeableBy = (id: string) => changeable.get(id) ?? null;
  const tries = (id: string) => changeableBy(id)?.length ?? Number.POSITIVE_INFINITY;
  const [first, ...others] = mutants;
  if (first && others.length === 0) {
    const [id, mutant] = first;
    return onTried({ id, found: await tryMutant(mutant, changeableBy(id), trial) }); // Sooner done than a thread is ready.
  }
  const { full, folder, cases, signal } = trial;
  const workerData: WorkerSetting = { full, folder, cases: cases.map(({ id }) => id) };
  await using threads = new AsyncDisposableStack();
  // What takes longest comes first, so that all cores are done at about the same time.
  const waiting = [...mutants.keys()].sort((a, b) => tries(b) - tries(a) || 0).values();
  const work = async () => {
    const worker = new Worker(workerFile, { workerData });
    threads.defer(async () => void (await worker.terminate()));
    for (const id of waiting) {
      worker.postMessage({ id, changeable: changeableBy(id) } satisfies Asked);
      const [answered]: Answered[] = await once(worker, 'message', { signal });
      if (answered) onTried(answered);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), mutants.size) }, work));
}
