import { extname } from 'node:path';
import { inThreads } from './in-threads.ts';
import type { Mutant } from './mutants.ts';
import { type Trial, tryMutant } from './try-mutant.ts';
import type { Answered, Asked } from './try-mutant-in-thread.ts';
import type { Changeable } from './try-where-they-run.ts';

const thread = new URL(`./try-mutant-in-thread${extname(import.meta.filename)}`, import.meta.url);

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
  // What takes longest comes first, so that all cores are done at about the same time.
  const jobs = [...mutants.keys()]
    .sort((a, b) => tries(b) - tries(a) || 0)
    .map((id): Asked => ({ id, changeable: changeableBy(id) }));
  await inThreads<Asked, Answered>(thread, jobs, trial, onTried);
}
