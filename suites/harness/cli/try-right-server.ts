import { type CaseResult, resultName } from '../../../reports/run-report.ts';
import { NotGreen } from './exit-codes.ts';
import type { LiveLine } from './live-line.ts';
import { type Mutant, MutantWatch } from './mutants.ts';
import { rightSignature } from './right-signature.ts';
import { type Recorded, sentTheSame } from './same-exchanges.ts';
import { openMutant, runTrial, type Trial } from './try-mutant.ts';

/** Names of results by the id of a mutant; null where it is all of them. */
export type Changeable = Map<string, string[] | null>;

/**
 * A case that fails on the server with nothing swapped proves nothing about a mutant of it. So the server is tried
 * wherever one of the mutants runs. Warns as well of results that sent the same.
 *
 * With `full`, tells the results that each mutant can change: those in which it would have acted otherwise than the right
 * server did. In all others both do the same, and a case that sees the same tells the same.
 * @throws NotGreen, and the signal's reason
 */
export async function tryRightServer(
  mutants: ReadonlyMap<string, Mutant>,
  trial: Trial,
  line: LiveLine,
): Promise<Changeable> {
  const changeable: Changeable = new Map([...mutants.keys()].map((id) => [id, trial.full ? [] : null]));
  for (const alike of Map.groupBy(mutants, ([, { on }]) => JSON.stringify(on)).values()) {
    await tryWhereTheyRun(new Map(alike), changeable, trial, line);
  }
  return changeable;
}

async function tryWhereTheyRun(
  alike: ReadonlyMap<string, Mutant>,
  changeable: Changeable,
  trial: Trial,
  line: LiveLine,
): Promise<void> {
  const [{ on } = {}] = alike.values();
  const breaks = [...new Set([...alike.values()].flatMap((mutant) => mutant.breaks))];
  const right: Mutant = { breaks, how: 'Nothing is swapped.', ...(on && { on }) };
  const watch = trial.full ? new MutantWatch(alike, on?.profile) : null;
  await using opened = await openMutant({ ...right, ...watch?.parts }, trial);
  // What was asked before the first case, such as the metadata, is what all of them go by.
  for (const id of watch?.take() ?? []) changeable.set(id, null);
  const recorded: Recorded[] = [];
  // One at a time, so that what the server does meanwhile belongs to the result.
  for await (const ran of runTrial(opened.session, right, trial, watch ? { concurrency: 1 } : {})) {
    recorded.push(ran);
    for (const id of watch?.take() ?? []) changeable.get(id)?.push(resultName(ran.result));
  }
  trial.signal.throwIfAborted();

  const doubtful = recorded.map(({ result }) => result).filter(isDoubtful);
  // Asking mutants takes its time, which some cases measure.
  const red = watch ? await doubtfulWithout(right, doubtful, trial) : doubtful;
  for (const result of red) line.print(`${result.outcome} ${resultName(result)}: ${result.reason}`);
  if (red.length > 0) {
    throw new NotGreen(
      'The reference server itself is not green, so no mutant can be judged by it. To see why: authproof run',
    );
  }
  for (const names of sentTheSame(recorded, rightSignature(opened.session))) {
    line.print(`warning: sent the same: ${names.join(', ')}`);
  }
}

/** Of results that were doubtful while mutants were asked, those that are so without them. */
async function doubtfulWithout(right: Mutant, results: CaseResult[], trial: Trial): Promise<CaseResult[]> {
  if (results.length === 0) return [];
  await using opened = await openMutant(right, trial);
  const ran = await Array.fromAsync(
    runTrial(opened.session, right, trial, { only: results.map(resultName) }),
  );
  return ran.map(({ result }) => result).filter(isDoubtful);
}

const isDoubtful = ({ outcome }: CaseResult) => outcome !== 'passed' && outcome !== 'not-applicable';
