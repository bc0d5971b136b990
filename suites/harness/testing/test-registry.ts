import type { Registry, Requirement } from '../../../requirements/registry.ts';

/** A registry of these requirements; what is not told is a MUST of the first revision that every profile asks. */
export function registryOf(...entries: (Partial<Requirement> & { id: string })[]): Registry {
  const requirements = entries.map(
    (entry): Requirement => ({
      revision: 1,
      level: 'MUST',
      title: `Requirement ${entry.id}`,
      why: 'Otherwise the test fails.',
      sources: ['RFC 6749'],
      evidence: 'suite',
      area: 'client-auth',
      ...entry,
    }),
  );
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  return {
    requirements,
    areas: [...new Set(requirements.map(({ area }) => area))],
    sources: { sources: [], sourceOf: () => undefined },
    find: (id) => byId.get(id),
    digest: 'of a test',
  };
}
