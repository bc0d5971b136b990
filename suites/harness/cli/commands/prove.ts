import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KillMatrix, killMatrixSchemaId } from '../../../../reports/kill-matrix.ts';
import { resultName } from '../../../../reports/run-report.ts';
import { counted } from '../../../../reports/words.ts';
import type { Composition } from '../composition.ts';
import { exit, NotGreen, UsageError } from '../exit-codes.ts';
import { commitOfClone } from '../harness-version.ts';
import { LiveLine } from '../live-line.ts';
import { loadMutants, type Mutant } from '../mutants.ts';
import { suggestion } from '../nearest.ts';
import { loadTarget } from '../open-target.ts';
import { defaultFolder, makeFolder, refuseExisting, timestamp } from '../output-folder.ts';
import { rightSignature } from '../right-signature.ts';
import { type Recorded, sentTheSame } from '../same-exchanges.ts';
import { openMutant, runTrial, type Trial, tryMutant } from '../try-mutant.ts';

type ProveFlags = { mutant?: string[]; full?: boolean; out?: string; json?: boolean };

/** `authproof prove`: every mutant must be caught by a case that verifies what it breaks. */
export async function prove(flags: ProveFlags, composition: Composition): Promise<number> {
  const { mutant: wanted = [], full = false, json = false } = flags;
  const { io, signal, loadRegistry, loadCases } = composition;
  const mutants = choose(await loadMutants(), wanted);
  const folder = flags.out ?? defaultFolder(`${timestamp(new Date())}-prove`);
  const file = join(folder, 'kill-matrix.json');
  refuseExisting(file);

  const registry = await loadRegistry();
  const trial = { registry, cases: await loadCases(), loaded: await loadTarget('reference'), full, signal };
  const line = new LiveLine(io);
  line.show('trying the reference server as it is …');
  await refuseUnlessGreen(
    [...mutants.values()].flatMap(({ breaks }) => breaks),
    trial,
    line,
  );

  const tried: TriedMutant[] = [];
  for (const [id, mutant] of mutants) {
    line.show(`${tried.length}/${mutants.size} tried, now ${id} …`);
    const { breaks, alsoBreaks = [], how } = mutant;
    const one = {
      id,
      breaks: [...breaks],
      alsoBreaks: [...alsoBreaks],
      how,
      ...(await tryMutant(mutant, trial)),
    };
    tried.push(one);
    for (const text of describe(one, full)) line.print(text);
  }
  line.clear();

  const survived = tried.filter(({ killedBy }) => killedBy.length === 0).length;
  const matrix: KillMatrix = {
    schema: killMatrixSchemaId,
    commit: commitOfClone(),
    registry: { digest: registry.digest },
    full,
    mutants: tried,
    totals: { mutants: tried.length, killed: tried.length - survived, survived },
  };
  await makeFolder(folder);
  await writeFile(file, `${JSON.stringify(matrix, null, 2)}\n`);
  if (json) io.out(`${JSON.stringify(matrix, null, 2)}\n`);

  const undeclared = full ? tried.reduce((sum, { unexpected }) => sum + unexpected.length, 0) : 0;
  const counts = [`${tried.length - survived} killed`, `${survived} survived`];
  if (full) counts.push(counted(undeclared, 'undeclared kill'));
  (json ? io.err : io.out)(
    `${counted(tried.length, 'mutant')}: ${counts.join(', ')}\nkill matrix: ${file}\n`,
  );
  return survived > 0 || undeclared > 0 ? exit.nonconformant : exit.ok;
}

type TriedMutant = KillMatrix['mutants'][number];

function choose(all: ReadonlyMap<string, Mutant>, wanted: readonly string[]): ReadonlyMap<string, Mutant> {
  const unknown = wanted.find((id) => !all.has(id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no mutant ${unknown}. ${suggestion(unknown, [...all.keys()])}`);
  }
  return wanted.length === 0 ? all : new Map([...all].filter(([id]) => wanted.includes(id)));
}

function describe({ id, breaks, killedBy, unexpected }: TriedMutant, full: boolean): string[] {
  const verdict =
    killedBy.length > 0
      ? `killed   ${id} (${breaks.join(', ')}) by ${counted(killedBy.length, 'result')}`
      : `SURVIVED ${id}: no case that verifies ${breaks.join(' or ')} failed`;
  return [verdict, ...(full ? unexpected.map((name) => `  undeclared kill: ${name}`) : [])];
}

/** A case that fails on the clean server proves nothing about a mutant. */
async function refuseUnlessGreen(breaks: readonly string[], trial: Trial, line: LiveLine): Promise<void> {
  const recorded: Recorded[] = [];
  const clean = { breaks: [...new Set(breaks)], how: 'Nothing is swapped.' };
  await using opened = await openMutant(clean, trial);
  for await (const ran of runTrial(opened.session, clean, trial)) recorded.push(ran);
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
  for (const names of sentTheSame(recorded, rightSignature(opened.session)))
    line.print(`warning: sent the same: ${names.join(', ')}`);
}
