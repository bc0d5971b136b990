import { extname } from 'node:path';
import { NotGreen } from './exit-codes.ts';
import { inThreads } from './in-threads.ts';
import type { LiveLine } from './live-line.ts';
import type { Mutant } from './mutants.ts';
import type { Trial } from './try-mutant.ts';
import type { Asked } from './try-right-server-in-thread.ts';
import { type Changeable, type RightServer, tryWhereTheyRun } from './try-where-they-run.ts';

const thread = new URL(`./try-right-server-in-thread${extname(import.meta.filename)}`, import.meta.url);

/**
 * Tries the server with nothing swapped wherever one of the mutants runs, and tells what each can change: first of the
 * mutant that will take longest. Warns as well of results that sent the same.
 * @throws NotGreen, and the signal's reason
 */
export async function tryRightServer(
  mutants: ReadonlyMap<string, Mutant>,
  trial: Trial,
  line: LiveLine,
): Promise<Changeable> {
  const found = await tryEverywhere(mutants, trial);
  for (const text of found.flatMap(({ red }) => red)) line.print(text);
  if (found.some(({ red }) => red.length > 0)) {
    throw new NotGreen(
      'The reference server itself is not green, so no mutant can be judged by it. To see why: authproof run',
    );
  }
  const alike = new Set(found.flatMap((one) => one.alike.map((names) => names.join(', '))));
  for (const names of alike) line.print(`warning: sent the same: ${names}`);
  const took = new Map(found.flatMap((one) => [...one.took]));
  const willTake = (names: readonly string[] | null) =>
    names?.reduce((ms, name) => ms + (took.get(name) ?? 0), 0) ?? Number.POSITIVE_INFINITY;
  const changeable = found.flatMap((one) => [...one.changeable]);
  return new Map(changeable.sort(([, a], [, b]) => willTake(b) - willTake(a) || 0));
}

async function tryEverywhere(mutants: ReadonlyMap<string, Mutant>, trial: Trial): Promise<RightServer[]> {
  const alike = [...Map.groupBy(mutants, ([, { on }]) => JSON.stringify(on)).values()];
  if (alike.length === 1) return [await tryWhereTheyRun(mutants, trial)];
  const found: RightServer[] = [];
  // What watches most mutants takes longest.
  const jobs = alike.sort((a, b) => b.length - a.length).map((group) => group.map(([id]) => id));
  await inThreads<Asked, RightServer>(thread, jobs, trial, (one) => found.push(one));
  return found;
}
