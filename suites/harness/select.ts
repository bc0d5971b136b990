import { basename, matchesGlob } from 'node:path';
import { resultName } from '../../reports/run-report.ts';
import type { Registry } from '../../requirements/registry.ts';
import type { PlannableVariant } from './case.ts';
import type { NamedCase } from './load-cases.ts';

export type Selection = { areas: string[]; requirements: string[]; cases: string[] };

/** One case × variant: the unit of every count. */
export type SelectedVariant = { testCase: NamedCase; variant: PlannableVariant; name: string };

/** An area or requirement that the registry does not know. Exit 2. */
export class UnknownSelection extends Error {
  override readonly name = 'UnknownSelection';
  readonly code = 'unknown-selection';
}

/** Repeats of a flag are OR, different flags AND. @throws UnknownSelection */
export function select(
  cases: readonly NamedCase[],
  selection: Selection,
  registry: Registry,
): SelectedVariant[] {
  for (const area of selection.areas) {
    if (!registry.areas.some((known) => known === area)) {
      throw new UnknownSelection(`no area "${area}"; there are ${registry.areas.join(', ')}`);
    }
  }
  for (const id of selection.requirements) {
    if (!registry.find(id))
      throw new UnknownSelection(`no requirement "${id}"; see authproof list requirements`);
  }
  const some = (wanted: string[], matches: (one: string) => boolean) =>
    wanted.length === 0 || wanted.some(matches);
  return cases
    .flatMap((testCase) =>
      testCase.variants.map((variant) => ({
        testCase,
        variant,
        name: resultName({ id: testCase.id, variant: variant.key }),
      })),
    )
    .filter(({ testCase: { id, verifies }, name }) => {
      const inArea = (area: string) => verifies.some((verified) => registry.find(verified.id)?.area === area);
      const verified = (wanted: string) => verifies.some((one) => one.id === wanted);
      return (
        some(selection.areas, inArea) &&
        some(selection.requirements, verified) &&
        some(selection.cases, (glob) => matches(name, glob) || matches(id, glob))
      );
    });
}

/** A glob without a slash is about the behaviour, in whatever area. */
function matches(name: string, glob: string): boolean {
  return matchesGlob(glob.includes('/') ? name : basename(name), glob);
}
