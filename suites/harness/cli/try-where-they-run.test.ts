import { mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadRegistry } from '../../../requirements/registry.ts';
import { loadMutants } from './mutants.ts';
import { loadTarget } from './open-target.ts';
import { allCases } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { Trial } from './try-mutant.ts';
import { tryWhereTheyRun } from './try-where-they-run.ts';

const at = temporaryFolder();

/** Looks up in the metadata what the other does not ask for. */
const looking = 'client-auth/advertised-method-works';
const other = 'client-auth/wrong-basic-secret-is-refused';

const cases = [looking, other].map((id) => {
  const found = allCases.find((one) => one.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return { ...found, variants: found.variants.slice(0, 1) };
});
const nameOf = ({ id, variants: [variant] }: (typeof cases)[number]) => `${id}#${variant?.key}`;

async function changeable(...ids: string[]): Promise<Record<string, string[] | null>> {
  await mkdir(at('servers'), { recursive: true });
  const mutants = new Map([...(await loadMutants())].filter(([id]) => ids.includes(id)));
  const trial: Trial = {
    registry: await loadRegistry(),
    cases,
    loaded: await loadTarget('reference'),
    extent: 'every case',
    folder: at('servers'),
    signal: new AbortController().signal,
  };
  return Object.fromEntries((await tryWhereTheyRun(mutants, trial)).changeable);
}

test('a mutant is to be tried where it would have acted otherwise, and one that did so at first everywhere', async () => {
  const names = cases.map(nameOf);
  const everywhere = 'lists-none-as-a-signing-algorithm';
  expect(await changeable('leaves-out-the-challenge', everywhere, 'trims-secrets')).toEqual({
    'leaves-out-the-challenge': [names[1]],
    [everywhere]: null,
    'trims-secrets': [],
  });
});

test('metadata that no run goes by count only where a case looks into them', async () => {
  const [name] = cases.map(nameOf);
  // The one tells the harness nothing new; by the other, no client of this method is sent to revocation.
  expect(await changeable('lists-hmac-algorithms-alone', 'lists-no-methods-at-revocation')).toEqual({
    'lists-hmac-algorithms-alone': [name],
    'lists-no-methods-at-revocation': null,
  });
});
