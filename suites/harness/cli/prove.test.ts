// @module-tag end-to-end
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { KillMatrix } from '../../../reports/kill-matrix.ts';
import type { NamedCase } from '../load-cases.ts';
import { authproof, composed } from './testing/authproof.ts';
import { allCases, inProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const at = temporaryFolder();

const mutant = 'ignores-the-assertion-type';
const killer = 'client-auth/assertion-type-is-jwt-bearer';
const harmless = 'client-auth/hmac-signed-assertion-authenticates';

async function matrixIn(folder: string): Promise<KillMatrix> {
  return KillMatrix.parse(JSON.parse(await readFile(`${folder}/kill-matrix.json`, 'utf8')));
}

/** Of all cases only this one, cut down to two variants. */
function only(id: string): NamedCase {
  const found = allCases.find((one) => one.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return { ...found, variants: found.variants.slice(0, 2) };
}

/** Tries the mutant with these cases only. */
const prove = (name: string, cases: NamedCase[], ...flags: string[]) =>
  inProcess(['prove', '--mutant', mutant, '--out', at(name), ...flags], { loadCases: async () => cases });

test('every mutant that a case catches is killed', async () => {
  const mutants = ['ignores-critical-headers', 'accepts-any-algorithm-of-the-method'];
  const flags = mutants.flatMap((id) => ['--mutant', id]);
  const { exitCode, stdout, stderr } = await authproof('prove', ...flags, '--out', at('killed'));
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^killed {3}ignores-critical-headers \(CA-030\) by \d+ results$/m);
  expect(stdout).toBe(`2 mutants: 2 killed, 0 survived\nkill matrix: ${at('killed/kill-matrix.json')}\n`);
  const matrix = await matrixIn(at('killed'));
  expect(matrix).toMatchObject({ full: false, totals: { mutants: 2, killed: 2, survived: 0 } });
  // In their own order, whichever was done first.
  expect(matrix.mutants.map(({ id }) => id)).toEqual(mutants.toSorted());
  expect(matrix.mutants[1]).toMatchObject({ breaks: ['CA-030'], unexpected: [] });
});

test('a mutant is killed by results of cases that verify what it breaks', async () => {
  const { exitCode, stderr } = await prove('one', [only(killer)]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: 'killed   ignores-the-assertion-type (CA-034) by 2 results\n',
  });
  const [{ killedBy = [] } = {}] = (await matrixIn(at('one'))).mutants;
  expect(killedBy).toEqual(
    only(killer)
      .variants.map(({ key }) => `${killer}#${key}`)
      .toSorted(),
  );
});

test('where no mutant is named, the first kill of each is enough', async () => {
  const { exitCode, stderr } = await inProcess(['prove', '--out', at('all')], {
    loadCases: async () => [only(killer)],
  });
  const { mutants, totals } = await matrixIn(at('all'));
  const killed = mutants.filter(({ breaks }) => breaks.includes('CA-034'));
  expect({ exitCode, killed: totals.killed }).toEqual({ exitCode: 1, killed: killed.length });
  expect(killed.find(({ id }) => id === mutant)?.killedBy).toEqual([expect.stringContaining(`${killer}#`)]);
  for (const { id, breaks, killedBy } of killed) {
    expect(killedBy).toHaveLength(1);
    expect(stderr).toContain(`killed   ${id} (${breaks.join(', ')}) by ${killedBy[0]}\n`);
  }
});

test('a mutant that no case catches survives, and that exits 1', async () => {
  const parts = `{ loadCases: async () => (await loadCases()).filter(({ id }) => id === '${harmless}') }`;
  const args = ['prove', '--mutant', mutant, '--json', '--out', at('survived')];
  const { exitCode, stdout, stderr } = await composed(parts, ...args);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^SURVIVED ignores-the-assertion-type: no case that verifies CA-034 failed\n1 mutant: 0 killed, 1 survived\n/,
  );
  expect(JSON.parse(stdout)).toEqual(await matrixIn(at('survived')));
});

test('with --full a kill that nothing declares exits 1', async () => {
  const elsewhere = {
    ...only(killer),
    id: 'client-auth/elsewhere',
    verifies: [{ id: 'CA-041', revision: 1 }],
  };
  const { exitCode, stdout, stderr } = await prove('full', [only(killer), elsewhere], '--full');
  expect(exitCode).toBe(1);
  expect(stderr.match(/^ {2}undeclared kill: client-auth\/elsewhere#/gm)).toHaveLength(2);
  expect(stdout).toMatch(/^1 mutant: 1 killed, 0 survived, 2 undeclared kills\n/);
});

test('with --full a kill that alsoBreaks declares is told apart, and is no kill of the mutant', async () => {
  const also = only('client-auth/wrong-basic-secret-is-refused');
  const flags = ['--mutant', 'compares-only-the-start-of-secrets', '--full', '--out', at('also')];
  const { exitCode } = await inProcess(['prove', ...flags], { loadCases: async () => [also] });
  expect(exitCode).toBe(1);
  const { mutants, unprovenCases } = await matrixIn(at('also'));
  const alsoKilledBy = also.variants.map(({ key }) => `${also.id}#${key}`).toSorted();
  expect(mutants).toMatchObject([{ killedBy: [], alsoKilledBy, unexpected: [] }]);
  expect(unprovenCases).toBeNull();
});

test('with --full and all mutants a case of a MUST that none of them makes fail is told', async () => {
  // No thread has a case of this name, so it meets no mutant.
  const idle = { ...only(killer), id: 'client-auth/idle' };
  const flags = ['--full', '--out', at('unproven')];
  const { exitCode, stdout, stderr } = await inProcess(['prove', ...flags], {
    loadCases: async () => [idle],
  });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^UNPROVEN client-auth\/idle: it verifies a MUST, and no mutant made it fail$/m);
  expect(stdout).toMatch(/, 0 undeclared kills, 1 case of a MUST unproven\n/);
  expect((await matrixIn(at('unproven'))).unprovenCases).toEqual(['client-auth/idle']);
});

test('where the reference server itself fails no mutant is judged', async () => {
  const breakDown = async () => {
    throw new TypeError('ours');
  };
  const broken = only(killer);
  const variants = broken.variants.map((variant) => ({ ...variant, run: breakDown }));
  const { exitCode, stderr } = await prove('red', [{ ...broken, variants }]);
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/^errored client-auth\/assertion-type-is-jwt-bearer#\S+: ours$/m);
  expect(stderr).toMatch(/The reference server itself is not green, .* To see why: authproof run\n$/);
  await expect(readdir(at('red'))).rejects.toThrow('ENOENT');
});

test('two cases that sent the same are warned of', async () => {
  const { stderr } = await prove('copied', [only(killer), { ...only(killer), id: 'client-auth/copied' }]);
  expect(stderr).toMatch(/^warning: sent the same: client-auth\/\S+#(\S+), client-auth\/\S+#\1$/m);
});
