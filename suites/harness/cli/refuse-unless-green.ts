import { resultName } from '../../../reports/run-report.ts';
import { NotGreen } from './exit-codes.ts';
import type { LiveLine } from './live-line.ts';
import type { Mutant } from './mutants.ts';
import { rightSignature } from './right-signature.ts';
import { type Recorded, sentTheSame } from './same-exchanges.ts';
import { openMutant, runTrial, type Trial } from './try-mutant.ts';

/**
 * A case that fails on the server with nothing swapped proves nothing about a mutant of it. So the server is tried
 * wherever one of the mutants runs. Warns as well of results that sent the same.
 * @throws NotGreen, and the signal's reason
 */
export async function refuseUnlessGreen(
  mutants: ReadonlyMap<string, Mutant>,
  trial: Trial,
  line: LiveLine,
): Promise<void> {
  for (const alike of Map.groupBy(mutants.values(), ({ on }) => JSON.stringify(on)).values()) {
    const breaks = [...new Set(alike.flatMap((mutant) => mutant.breaks))];
    const { on } = alike[0] ?? {};
    await refuseUnlessGreenOn({ breaks, how: 'Nothing is swapped.', ...(on ? { on } : {}) }, trial, line);
  }
}

async function refuseUnlessGreenOn(clean: Mutant, trial: Trial, line: LiveLine): Promise<void> {
  await using opened = await openMutant(clean, trial);
  const { session } = opened;
  const recorded: Recorded[] = [];
  for await (const ran of runTrial(session, clean, trial)) recorded.push(ran);
  trial.signal.throwIfAborted();

  const doubtful = recorded
    .map(({ result }) => result)
    .filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable');
  for (const result of doubtful) line.print(`${result.outcome} ${resultName(result)}: ${result.reason}`);
  if (doubtful.length > 0) {
    throw new NotGreen(
      'The reference server itself is not green, so no mutant can be judged by it. To see why: authproof run',
    );
  }
  for (const names of sentTheSame(recorded, rightSignature(session))) {
    line.print(`warning: sent the same: ${names.join(', ')}`);
  }
}
