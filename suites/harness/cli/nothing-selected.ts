import type { Registry } from '../../../requirements/registry.ts';
import type { NamedCase } from '../load-cases.ts';
import { type Selection, select } from '../select.ts';
import { NothingSelected } from './exit-codes.ts';
import { nearest } from './nearest.ts';

/** Says which flag of a valid selection leaves no case over. */
export function nothingSelected(
  selection: Selection,
  cases: readonly NamedCase[],
  registry: Registry,
): NothingSelected {
  const isEmpty = (only: Partial<Selection>) =>
    select(cases, { areas: [], requirements: [], cases: [], ...only }, registry).length === 0;
  const { areas, requirements, cases: globs } = selection;
  const reasons = [
    ...(isEmpty({ areas }) ? [`There are no cases of ${areas.join(' or ')} yet.`] : []),
    ...(isEmpty({ requirements })
      ? requirements.map((id) => `No case verifies ${id}${whyNot(id, registry)}.`)
      : []),
    ...(isEmpty({ cases: globs }) ? globs.map((glob) => `No case matches ${glob}.${hint(glob, cases)}`) : []),
  ];
  const why = reasons.length > 0 ? reasons.join('\n') : 'No case satisfies all of these flags together.';
  return new NothingSelected(`${why}\nSee authproof list cases; --case takes an id, id#variant or a glob.`);
}

function whyNot(id: string, registry: Registry): string {
  const { pending, excluded } = registry.find(id) ?? {};
  if (pending !== undefined) return ` (pending: ${pending})`;
  return excluded === undefined ? '' : ` (excluded: ${excluded})`;
}

function hint(glob: string, cases: readonly NamedCase[]): string {
  const [id = '', variant] = glob.split('#');
  const named = cases.find((one) => one.id === id);
  const keys = named?.variants.flatMap(({ key }) => key ?? []) ?? [];
  const found = named
    ? nearest(variant ?? '', keys)
    : nearest(
        id,
        cases.map((one) => one.id),
      );
  if (found === undefined) return '';
  return ` Did you mean ${named ? `${id}#${found}` : found}?`;
}
