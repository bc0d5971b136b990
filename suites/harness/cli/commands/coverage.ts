import type { Registry } from '../../../../requirements/registry.ts';
import type { Composition } from '../composition.ts';
import { type Covered, covering } from '../covering.ts';
import { exit } from '../exit-codes.ts';
import { loadMutants } from '../mutants.ts';

type CoverageFlags = { framework?: string; json: boolean };

/** `authproof coverage`: offline, so it tells what could be proven, never what was. */
export async function coverage(
  { framework, json }: CoverageFlags,
  composition: Composition,
): Promise<number> {
  const { io, loadCases, loadRegistry } = composition;
  const registry = await loadRegistry();
  const rows = covering(registry, await loadCases(), await loadMutants());
  if (framework !== undefined) {
    const clauses = byClause(rows, registry, framework);
    if (json) io.out(`${JSON.stringify({ framework, clauses }, null, 2)}\n`);
    else
      for (const { clause, requirements } of clauses)
        io.out(`${clause}: ${requirements.map(inWords).join(', ')}\n`);
    return exit.ok;
  }
  if (json) io.out(`${JSON.stringify({ totals: totalsOf(rows), requirements: rows }, null, 2)}\n`);
  else {
    for (const row of rows)
      io.out(`${row.id.padEnd(9)}${row.level.padEnd(7)}${row.status.padEnd(10)}${row.title}\n`);
    io.out(
      `${Object.entries(totalsOf(rows))
        .map(([status, count]) => `${count} ${status}`)
        .join(', ')}\n`,
    );
  }
  return exit.ok;
}

type Clause = {
  clause: string;
  url: string | null;
  requirements: { id: string; status: Covered['status'] }[];
};

/** Clauses in the order in which requirements cite them. */
function byClause(rows: readonly Covered[], { sources }: Registry, framework: string): Clause[] {
  const clauses = new Map<string, Clause>();
  for (const { id, status, sources: citations } of rows) {
    for (const citation of citations) {
      const found = sources.sourceOf(citation);
      if (found?.source.framework !== framework) continue;
      const clause = clauses.get(citation) ?? { clause: citation, url: found.url ?? null, requirements: [] };
      clause.requirements.push({ id, status });
      clauses.set(citation, clause);
    }
  }
  return [...clauses.values()];
}

function totalsOf(rows: readonly Covered[]): Record<string, number> {
  const totals: Record<string, number> = { covered: 0, uncovered: 0, pending: 0, manual: 0, excluded: 0 };
  for (const { status } of rows) totals[status] = (totals[status] ?? 0) + 1;
  return totals;
}

const inWords = ({ id, status }: Clause['requirements'][number]) =>
  status === 'covered' ? id : `${id} (${status})`;
