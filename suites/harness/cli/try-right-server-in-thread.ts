import { answerJobs } from './in-threads.ts';
import { type RightServer, tryWhereTheyRun } from './try-where-they-run.ts';

/** Mutants that run alike. */
export type Asked = readonly string[];

await answerJobs((ids: Asked, trial, mutants): Promise<RightServer> => {
  return tryWhereTheyRun(new Map([...mutants].filter(([id]) => ids.includes(id))), trial);
});
