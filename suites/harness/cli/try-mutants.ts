import { extname } from 'node:path';
import { inThreads } from './in-threads.ts';
import type { Mutant } from './mutants.ts';
import { type Trial, tryMutant } from './try-mutant.ts';
import type { Answered, Asked } from './try-mutant-in-thread.ts';
import type { Changeable } from './try-where-they-run.ts';

const thread = new URL(`./try-mutant-in-thread${extname(import.meta.filename)}`, import.meta.url);

/**
 * Tries mutants on all cores, in threads of their own and in the order of what they can change; tells of each as it is done.
 * @throws the signal's reason
 */
export async function tryMutants(
  mutants: ReadonlyMap<string, Mutant>,
  changeable: Changeable,
  trial: Trial,
  onTried: (answered: Answered) => void,
): Promise<void> {
  const [first, ...others] = mutants;
  if (first && others.length === 0) {
    const [id, mutant] = first;
    return onTried({ id, found: await tryMutant(mutant, changeable.get(id) ?? null, trial) }); // Sooner done than a thread is ready.
  }
  const jobs = [...changeable].map(([id, names]): Asked => ({ id, changeable: names }));
  await inThreads<Asked, Answered>(thread, jobs, trial, onTried);
}
