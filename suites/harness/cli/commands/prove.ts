import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KillMatrix, killMatrixSchemaId } from '../../../../reports/kill-matrix.ts';
import { type Composition, harnessVersion } from '../composition.ts';
import { exit, NothingSelected, UsageError } from '../exit-codes.ts';
import { loadMutants, type Mutant } from '../mutants.ts';
import { loadTarget } from '../open-target.ts';
import { tryMutant } from '../try-mutant.ts';

type ProveFlags = { mutant: string[]; full: boolean; out?: string; json: boolean };

/** `authproof prove`: every mutant must be caught by a case that verifies what it breaks. */
export async function prove(
  { mutant, full, out, json }: ProveFlags,
  composition: Composition,
): Promise<number> {
  const { io, signal } = composition;
  const mutants = choose(await loadMutants(), mutant);
  const folder =
    out ?? join('reports', 'runs', `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-prove`);
  const file = join(folder, 'kill-matrix.json');
  if (existsSync(file))
    throw new UsageError(`${file} exists already, and is never overwritten. Name another folder with --out.`);

  const registry = await composition.loadRegistry();
  const trial = {
    registry,
    cases: await composition.loadCases(),
    loaded: await loadTarget('reference'),
    full,
    signal,
  };
  const breaks = [...new Set([...mutants.values()].flatMap((one) => one.breaks))];
  await refuseUnlessGreen(trial, breaks, composition);

  const tried: KillMatrix['mutants'] = [];
  for (const [id, one] of mutants) {
    const { killedBy, unexpected } = await tryMutant(one, trial);
    signal.throwIfAborted();
    tried.push({
      id,
      breaks: [...one.breaks],
      alsoBreaks: [...(one.alsoBreaks ?? [])],
      how: one.how,
      killedBy,
      unexpected,
    });
    io.err(
      `${killedBy.length > 0 ? 'killed  ' : 'SURVIVED'} ${id} (${one.breaks.join(', ')}) by ${killedBy.length} results\n`,
    );
    for (const name of full ? unexpected : []) io.err(`  undeclared: ${name}\n`);
  }
  const survived = tried.filter(({ killedBy }) => killedBy.length === 0).length;
  const matrix: KillMatrix = {
    schema: killMatrixSchemaId,
    commit: harnessVersion().commit,
    registry: { digest: registry.digest },
    full,
    mutants: tried,
    totals: { mutants: tried.length, killed: tried.length - survived, survived },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(matrix, null, 2)}\n`);
  if (json) io.out(`${JSON.stringify(matrix, null, 2)}\n`);

  const undeclared = full ? tried.reduce((sum, { unexpected }) => sum + unexpected.length, 0) : 0;
  const summary = `${tried.length} mutants: ${tried.length - survived} killed, ${survived} survived${full ? `, ${undeclared} undeclared kills` : ''}`;
  (json ? io.err : io.out)(`${summary}\nkill matrix: ${file}\n`);
  return survived > 0 || undeclared > 0 ? exit.nonconformant : exit.ok;
}

function choose(all: ReadonlyMap<string, Mutant>, wanted: readonly string[]): ReadonlyMap<string, Mutant> {
  const unknown = wanted.find((id) => !all.has(id));
  if (unknown !== undefined) throw new UsageError(`no mutant "${unknown}"; see authproof list mutants`);
  return wanted.length === 0 ? all : new Map([...all].filter(([id]) => wanted.includes(id)));
}

/** A case that fails on the clean server proves nothing about a mutant. */
async function refuseUnlessGreen(
  trial: Parameters<typeof tryMutant>[1],
  breaks: readonly string[],
  { io }: Composition,
): Promise<void> {
  const { doubtful } = await tryMutant({ breaks, how: 'Nothing is swapped.' }, trial);
  if (doubtful.length === 0) return;
  io.err(`${doubtful.join('\n')}\n`);
  throw new NothingSelected(
    'The clean reference server is not green, so no mutant can be judged. Run: npx authproof run',
  );
}
