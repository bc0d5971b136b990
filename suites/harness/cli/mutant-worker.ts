import { parentPort, workerData } from 'node:worker_threads';
import { loadRegistry } from '../../../requirements/registry.ts';
import { loadCases } from '../load-cases.ts';
import { loadMutants } from './mutants.ts';
import { loadTarget } from './open-target.ts';
import { type Trial, tryMutant } from './try-mutant.ts';
import type { Answered, WorkerSetting } from './try-mutants.ts';

/** A thread of `tryMutants`: takes ids of mutants, answers what was found of each. An error ends it, and the caller with it. */
const { full, cases }: WorkerSetting = workerData;
const mutants = await loadMutants();
const trial: Trial = {
  registry: await loadRegistry(),
  cases: (await loadCases()).filter(({ id }) => cases.includes(id)),
  loaded: await loadTarget('reference'),
  full,
  signal: new AbortController().signal, // the caller ends the whole thread
};

parentPort?.on('message', async (id: string) => {
  const mutant = mutants.get(id);
  if (!mutant) throw new Error(`no mutant ${id}`);
  const answered: Answered = { id, found: await tryMutant(mutant, trial) };
  parentPort?.postMessage(answered);
});
