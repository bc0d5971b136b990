import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Trial, Tried } from './try-mutant.ts';

/** What a worker is told once. Its case list is ours, by id, for a caller may have left some out. */
export type WorkerSetting = { full: boolean; cases: string[] };
/** A worker's answer to the id of a mutant. */
export type Answered = { id: string; found: Tried };

const workerFile = new URL(`./mutant-worker${extname(import.meta.filename)}`, import.meta.url);

/** Tries mutants on all cores, in threads of their own; yields each as it is done. @throws the signal's reason */
export async function* tryMutants(ids: readonly string[], trial: Trial): AsyncGenerator<Answered> {
  const { full, cases, signal } = trial;
  const workerData: WorkerSetting = { full, cases: cases.map(({ id }) => id) };
  const workers = Array.from(
    { length: Math.min(availableParallelism(), ids.length) },
    () => new Worker(workerFile, { workerData }),
  );
  try {
    const waiting = ids.values();
    const running = new Map<Worker, Promise<{ worker: Worker; answered: Answered }>>();
    const next = (worker: Worker) => {
      running.delete(worker);
      const { value: id, done } = waiting.next();
      if (!done) running.set(worker, ask(worker, id, signal));
    };
    workers.forEach(next);
    while (running.size > 0) {
      const { worker, answered } = await Promise.race(running.values());
      next(worker);
      yield answered;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function ask(
  worker: Worker,
  id: string,
  signal: AbortSignal,
): Promise<{ worker: Worker; answered: Answered }> {
  worker.postMessage(id);
  const [answered]: Answered[] = await once(worker, 'message', { signal });
  if (!answered) throw new Error(`the worker answered nothing to ${id}`);
  return { worker, answered };
}
