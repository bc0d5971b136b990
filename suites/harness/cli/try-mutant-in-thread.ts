import { answerJobs } from './in-threads.ts';
import { type Tried, tryMutant } from './try-mutant.ts';

/** The results of which mutant to try. */
export type Asked = { id: string; changeable: readonly string[] | null };

export type Answered = { id: string; found: Tried };

await answerJobs(async ({ id, changeable }: Asked, trial, mutants): Promise<Answered> => {
  const mutant = mutants.get(id);
  if (!mutant) throw new Error(`no mutant ${id}`);
  return { id, found: await tryMutant(mutant, changeable, trial) };
});
