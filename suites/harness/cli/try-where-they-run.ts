import { type CaseResult, resultName } from '../../../reports/run-report.ts';
import type { Session } from '../session.ts';
import { goesByTheSame, MetadataWatch } from './metadata-watch.ts';
import { type Mutant, MutantWatch } from './mutants.ts';
import { rightSignature } from './right-signature.ts';
import { type Recorded, sentTheSame } from './same-exchanges.ts';
import { openMutant, runTrial, type Trial } from './try-mutant.ts';

/** Names of results by the id of a mutant, in the order in which to try them; null where it is all of them. */
export type Changeable = Map<string, string[] | null>;

/** What the server showed with nothing swapped, where some mutants run. */
export type RightServer = {
  /** By those mutants. */
  changeable: Changeable;
  /** Milliseconds that each result took, by its name. */
  took: Map<string, number>;
  /** Results that are not green, in words. */
  red: string[];
  /** Names of results that sent the same. */
  alike: string[][];
};

/**
 * Tries the server with nothing swapped, where these mutants run: a case that fails there proves nothing about them.
 * Where every case is tried, tells the results that each can change: those in which it would have acted otherwise than
 * the right server did. In all others both do the same, and a case that sees the same tells the same.
 * @throws the signal's reason
 */
export async function tryWhereTheyRun(
  mutants: ReadonlyMap<string, Mutant>,
  trial: Trial,
): Promise<RightServer> {
  const isWatched = trial.extent === 'every case';
  const changeable: Changeable = new Map([...mutants.keys()].map((id) => [id, isWatched ? [] : null]));
  const [{ on } = {}] = mutants.values();
  const breaks = [...new Set([...mutants.values()].flatMap((mutant) => mutant.breaks))];
  const right: Mutant = { breaks, how: 'Nothing is swapped.', ...(on && { on }) };
  const watch = isWatched ? new MutantWatch(mutants, on?.profile) : null;
  await using opened = await openMutant({ ...right, ...watch?.parts }, trial);
  // What was asked before the first case is what all of them go by.
  const before = [...(watch?.take() ?? [])];
  const inMetadata = await differingInMetadataAlone(before, mutants, opened.session, trial);
  for (const id of before) if (!inMetadata.includes(id)) changeable.set(id, null);
  const metadata = new MetadataWatch(opened.session);
  const recorded: Recorded[] = [];
  // One at a time, so that what the server does meanwhile belongs to the result.
  for await (const ran of runTrial(opened.session, right, trial, watch ? { concurrency: 1 } : {})) {
    recorded.push(ran);
    const acted = new Set([...(watch?.take() ?? []), ...(metadata.take() ? inMetadata : [])]);
    for (const id of acted) changeable.get(id)?.push(resultName(ran.result));
  }
  trial.signal.throwIfAborted();

  const results = recorded.map(({ result }) => result);
  if (trial.extent === 'until it is killed') {
    for (const [id, { breaks }] of mutants) changeable.set(id, quickestFirst(results, breaks));
  }
  const doubtful = results.filter(isDoubtful);
  // Asking mutants takes its time, which some cases measure.
  const red = watch ? await doubtfulWithout(right, doubtful, trial) : doubtful;
  return {
    changeable,
    took: new Map(results.map((result) => [resultName(result), result.durationMs])),
    red: red.map((result) => `${result.outcome} ${resultName(result)}: ${result.reason}`),
    alike: sentTheSame(recorded, rightSignature(opened.session)),
  };
}

/** Of these mutants those whose metadata differ in nothing that a run goes by: they show only where a case looks into them. */
async function differingInMetadataAlone(
  ids: readonly string[],
  mutants: ReadonlyMap<string, Mutant>,
  right: Session,
  trial: Trial,
): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) {
    const mutant = mutants.get(id);
    if (!mutant || Object.keys(mutant.rules ?? {}).join() !== 'metadataOf') continue;
    await using opened = await openMutant(mutant, trial);
    if (goesByTheSame(opened.session, right)) found.push(id);
  }
  return found;
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

/** Of the results that verify one of these. */
function quickestFirst(results: readonly CaseResult[], requirements: readonly string[]): string[] {
  return results
    .filter(({ verifies }) => verifies.some((id) => requirements.includes(id)))
    .sort((a, b) => a.durationMs - b.durationMs)
    .map(resultName);
}

const isDoubtful = ({ outcome }: CaseResult) => outcome !== 'passed' && outcome !== 'not-applicable';
