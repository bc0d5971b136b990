import type { KillMatrix } from '../../../reports/kill-matrix.ts';
import type { Registry } from '../../../requirements/registry.ts';
import type { NamedCase } from '../load-cases.ts';

type Kills = Pick<KillMatrix['mutants'][number], 'killedBy' | 'alsoKilledBy'>;

/** Cases that verify a MUST and that none of these mutants made fail as declared: nobody has seen that they can. */
export function unprovenCases(
  registry: Registry,
  cases: readonly NamedCase[],
  mutants: readonly Kills[],
): string[] {
  const kills = mutants.flatMap(({ killedBy, alsoKilledBy }) => [...killedBy, ...alsoKilledBy]);
  const proven = new Set(kills.map((result) => result.split('#')[0]));
  return cases
    .filter(({ verifies }) => verifies.some(({ id }) => registry.find(id)?.level === 'MUST'))
    .map(({ id }) => id)
    .filter((id) => !proven.has(id));
}
