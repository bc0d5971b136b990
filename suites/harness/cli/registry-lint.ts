import type { Registry, Requirement } from '../../../requirements/registry.ts';
import type { NamedCase } from '../load-cases.ts';
import type { KnownFailureEntry } from '../target/known-failures.ts';
import { covering } from './covering.ts';
import type { Mutant } from './mutants.ts';

export type Linted = {
  registry: Registry;
  cases: readonly NamedCase[];
  mutants: ReadonlyMap<string, Mutant>;
};

/** What requirements, cases and mutants say of each other that can't be true: a line each. */
export function lintRegistry(linted: Linted): string[] {
  return [...unknownIds(linted), ...unprovable(linted), ...mixedCases(linted), ...repeatedCases(linted)];
}

/** Links point one way, by id; each must arrive somewhere. */
function unknownIds({ registry, cases, mutants }: Linted): string[] {
  const isUnknown = (id: string) => !registry.find(id);
  return [
    ...cases.flatMap(({ id: name, verifies }) =>
      verifies.flatMap(({ id, revision }) => {
        const newest = registry.find(id)?.revision;
        if (newest === undefined) return [`${name} verifies ${id}, which the registry does not know`];
        return revision > newest ? [`${name} verifies ${id}@${revision}, but its revision is ${newest}`] : [];
      }),
    ),
    ...[...mutants].flatMap(([name, { breaks, alsoBreaks = [] }]) =>
      [...breaks, ...alsoBreaks]
        .filter(isUnknown)
        .map((id) => `${name} breaks ${id}, which the registry does not know`),
    ),
  ];
}

/** A MUST is covered, or says why not; and what covers it has been seen to fail. Of what k6 measures a test shows that. */
function unprovable({ registry, cases, mutants }: Linted): string[] {
  return covering(registry, cases, mutants)
    .filter(({ level }) => level === 'MUST')
    .flatMap(({ id, title, status, mutants: breaking }) => {
      if (status === 'uncovered') return [`${id} has no case and gives no reason (${title})`];
      const isForMutants = registry.find(id)?.evidence !== 'load';
      return status === 'covered' && isForMutants && breaking.length === 0
        ? [`${id} has a case, but no mutant breaks it (${title})`]
        : [];
    });
}

/** All requirements of a case share level and profiles, or its outcome would mean two things (DESIGN, rule 10). */
function mixedCases({ registry, cases }: Linted): string[] {
  return cases.flatMap(({ id, verifies }) => {
    const verified = verifies.flatMap((one) => registry.find(one.id) ?? []);
    const mixed = (fact: string, of: (requirement: Requirement) => string) => {
      const values = [...new Set(verified.map(of))];
      return values.length > 1
        ? [`${id} verifies requirements of more than one ${fact}: ${values.join('; ')}`]
        : [];
    };
    return [
      ...mixed('level', ({ level }) => level),
      ...mixed('profile', ({ profiles = ['every profile'] }) => [...profiles].sort().join(', ')),
    ];
  });
}

function repeatedCases({ cases }: Linted): string[] {
  const ids = cases.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) < index))].map(
    (id) => `two cases are named ${id}`,
  );
}

/** Entries that could never match a result, so that nobody would notice the failure being gone. */
export function lintKnownFailures(
  entries: readonly KnownFailureEntry[],
  cases: readonly NamedCase[],
): string[] {
  return entries.flatMap(({ place, case: id, variant, requirement }) => {
    const found = cases.find((one) => one.id === id);
    if (!found) return [`${place}: there is no case ${id}`];
    if (!found.verifies.some((verified) => verified.id === requirement))
      return [`${place}: ${id} does not verify ${requirement}`];
    const isKnown = variant === undefined || found.variants.some(({ key }) => key === variant);
    return isKnown ? [] : [`${place}: ${id} has no variant ${variant}`];
  });
}
