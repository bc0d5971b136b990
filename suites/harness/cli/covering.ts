import type { Registry, Requirement } from '../../../requirements/registry.ts';
import type { NamedCase } from '../load-cases.ts';
import type { Mutant } from './mutants.ts';

/** Of a requirement, without any run: whether something could prove it. */
export type CoverageStatus = 'covered' | 'pending' | 'excluded' | 'manual' | 'uncovered';

export type Covered = {
  id: string;
  level: Requirement['level'];
  area: string;
  title: string;
  status: CoverageStatus;
  /** Why it is pending or excluded. */
  reason: string | null;
  sources: readonly string[];
  cases: string[];
  mutants: string[];
};

/** What covers each requirement of the registry, in its order. */
export function covering(
  registry: Registry,
  cases: readonly NamedCase[],
  mutants: ReadonlyMap<string, Mutant>,
): Covered[] {
  return registry.requirements.map((requirement) => {
    const { id, level, area, title, sources, pending, excluded } = requirement;
    const verifying = cases.filter(({ verifies }) => verifies.some((one) => one.id === id));
    const breaking = [...mutants].filter(([, { breaks }]) => breaks.includes(id));
    return {
      id,
      level,
      area,
      title,
      status: statusOf(requirement, verifying.length),
      reason: pending ?? excluded ?? null,
      sources,
      cases: verifying.map((one) => one.id),
      mutants: breaking.map(([mutant]) => mutant),
    };
  });
}

function statusOf({ pending, excluded, evidence }: Requirement, cases: number): CoverageStatus {
  if (excluded !== undefined) return 'excluded';
  if (pending !== undefined) return 'pending';
  if (evidence === 'manual') return 'manual';
  return cases > 0 ? 'covered' : 'uncovered';
}
