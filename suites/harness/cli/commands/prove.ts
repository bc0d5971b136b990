import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KillMatrix, killMatrixSchemaId } from '../../../../reports/kill-matrix.ts';
import { counted } from '../../../../reports/words.ts';
import type { Composition } from '../composition.ts';
import { exit, UsageError } from '../exit-codes.ts';
import { commitOfClone } from '../harness-version.ts';
import { LiveLine } from '../live-line.ts';
import { loadMutants, type Mutant } from '../mutants.ts';
import { suggestion } from '../nearest.ts';
import { loadTarget } from '../open-target.ts';
import { claimFolder, defaultFolder, makeFolder, refuseExisting, timestamp } from '../output-folder.ts';
import type { Trial } from '../try-mutant.ts';
import { tryMutants } from '../try-mutants.ts';
import { tryRightServer } from '../try-right-server.ts';
import { unprovenCases } from '../unproven-cases.ts';

type ProveFlags = { mutant?: string[]; full?: boolean; out?: string; json?: boolean };

type TriedMutant = KillMatrix['mutants'][number];

/**
 * `authproof prove`: every mutant must be caught by a case that verifies what it breaks. The first that does is enough,
 * unless mutants are named. With `--full` every case of a MUST must have caught one too.
 */
export async function prove(flags: ProveFlags, composition: Composition): Promise<number> {
  const { mutant: wanted = [], full = false, json = false } = flags;
  const { io } = composition;
  const all = await loadMutants();
  const mutants = choose(all, wanted);
  const named = defaultFolder(`${timestamp(new Date())}-prove`);
  const fileIn = (folder: string) => join(folder, 'kill-matrix.json');
  if (flags.out !== undefined) refuseExisting(fileIn(flags.out));

  await using stack = new AsyncDisposableStack();
  const extent = full ? 'every case' : wanted.length > 0 ? 'what it breaks' : 'until it is killed';
  const trial = await prepareTrial(extent, composition, stack);
  const line = new LiveLine(io);
  const tried = await tryAll(mutants, trial, line);
  // Of a case that none of a few caught, nothing follows.
  const unproven =
    full && mutants.size === all.size ? unprovenCases(trial.registry, trial.cases, tried) : null;
  for (const id of unproven ?? [])
    line.print(`UNPROVEN ${id}: it verifies a MUST, and no mutant made it fail`);
  const matrix = toMatrix(tried, unproven, trial);
  if (flags.out !== undefined) await makeFolder(flags.out);
  const file = fileIn(flags.out ?? (await claimFolder(named)));
  await writeFile(file, `${JSON.stringify(matrix, null, 2)}\n`);
  if (json) io.out(`${JSON.stringify(matrix, null, 2)}\n`);

  const { killed, survived } = matrix.totals;
  const undeclared = full ? tried.reduce((sum, { unexpected }) => sum + unexpected.length, 0) : 0;
  const counts = [`${killed} killed`, `${survived} survived`];
  if (full) counts.push(counted(undeclared, 'undeclared kill'));
  if (unproven) counts.push(`${counted(unproven.length, 'case')} of a MUST unproven`);
  const summary = `${counted(tried.length, 'mutant')}: ${counts.join(', ')}\nkill matrix: ${file}\n`;
  (json ? io.err : io.out)(summary);
  return survived > 0 || undeclared > 0 || unproven?.length ? exit.nonconformant : exit.ok;
}

function choose(all: ReadonlyMap<string, Mutant>, wanted: readonly string[]): ReadonlyMap<string, Mutant> {
  const unknown = wanted.find((id) => !all.has(id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no mutant ${unknown}. ${suggestion(unknown, [...all.keys()])}`);
  }
  return wanted.length === 0 ? all : new Map([...all].filter(([id]) => wanted.includes(id)));
}

async function prepareTrial(
  extent: Trial['extent'],
  { signal, loadRegistry, loadCases }: Composition,
  stack: AsyncDisposableStack,
): Promise<Trial> {
  const registry = await loadRegistry();
  const cases = await loadCases();
  const loaded = await loadTarget('reference');
  const folder = await mkdtemp(join(tmpdir(), 'authproof-prove-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  return { registry, cases, loaded, extent, folder, signal };
}

/** What became of each mutant, in their order. A line each tells it as it is known. */
async function tryAll(
  mutants: ReadonlyMap<string, Mutant>,
  trial: Trial,
  line: LiveLine,
): Promise<TriedMutant[]> {
  line.show('trying the reference server as it is …');
  const changeable = await tryRightServer(mutants, trial, line);
  line.show(`trying ${counted(mutants.size, 'mutant')} …`);
  const tried = new Map<string, TriedMutant>();
  await tryMutants(mutants, changeable, trial, ({ id, found }) => {
    const { breaks = [], alsoBreaks = [], how = '' } = mutants.get(id) ?? {};
    const one = { id, breaks: [...breaks], alsoBreaks: [...alsoBreaks], how, ...found };
    tried.set(id, one);
    for (const text of describe(one, trial)) line.print(text);
    line.show(`${tried.size}/${mutants.size} mutants tried`);
  });
  line.clear();
  return [...mutants.keys()].flatMap((id) => tried.get(id) ?? []);
}

function describe({ id, breaks, killedBy, unexpected }: TriedMutant, { extent }: Trial): string[] {
  const by = extent === 'until it is killed' ? killedBy[0] : counted(killedBy.length, 'result');
  const verdict =
    killedBy.length > 0
      ? `killed   ${id} (${breaks.join(', ')}) by ${by}`
      : `SURVIVED ${id}: no case that verifies ${breaks.join(' or ')} failed`;
  return [
    verdict,
    ...(extent === 'every case' ? unexpected.map((name) => `  undeclared kill: ${name}`) : []),
  ];
}

function toMatrix(
  mutants: TriedMutant[],
  unproven: string[] | null,
  { registry, extent }: Trial,
): KillMatrix {
  const survived = mutants.filter(({ killedBy }) => killedBy.length === 0).length;
  return {
    schema: killMatrixSchemaId,
    commit: commitOfClone(),
    registry: { digest: registry.digest },
    full: extent === 'every case',
    mutants,
    unprovenCases: unproven,
    totals: { mutants: mutants.length, killed: mutants.length - survived, survived },
  };
}
