import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { loadRegistry } from '../../../requirements/registry.ts';
import { loadCases } from '../load-cases.ts';
import { loadMutants, type Mutant } from './mutants.ts';
import { loadTarget } from './open-target.ts';
import type { Trial } from './try-mutant.ts';

/** What a thread is told once. Cases by id, for code can't be sent and the caller may have left some out. */
type Setting = Pick<Trial, 'extent' | 'folder'> & { cases: string[] };

/** Puts each job to a thread of the module, on all cores, the first first. @throws the signal's reason, and what a job threw */
export async function inThreads<Asked, Answered>(
  module: URL,
  jobs: readonly Asked[],
  { extent, folder, cases, signal }: Trial,
  onAnswered: (answered: Answered) => void,
): Promise<void> {
  const setting: Setting = { extent, folder, cases: cases.map(({ id }) => id) };
  await using threads = new AsyncDisposableStack();
  const waiting = jobs.values();
  const work = async () => {
    const worker = new Worker(module, { workerData: setting });
    threads.defer(async () => void (await worker.terminate()));
    for (const job of waiting) {
      worker.postMessage(job);
      const [answered] = (await once(worker, 'message', { signal })) as [Answered];
      onAnswered(answered);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
}

/** In the module of a thread: answers each job that it is asked. An error ends the thread, and is thrown to the caller. */
export async function answerJobs<Asked, Answered>(
  answer: (asked: Asked, trial: Trial, mutants: ReadonlyMap<string, Mutant>) => Promise<Answered>,
): Promise<void> {
  const { extent, folder, cases }: Setting = workerData;
  const mutants = await loadMutants();
  const trial: Trial = {
    registry: await loadRegistry(),
    cases: (await loadCases()).filter(({ id }) => cases.includes(id)),
    loaded: await loadTarget('reference'),
    extent,
    folder,
    signal: new AbortController().signal, // The caller ends the whole thread.
  };
  parentPort?.on('message', async (asked: Asked) => {
    parentPort?.postMessage(await answer(asked, trial, mutants));
  });
}
