import { counted } from '../../../../reports/words.ts';
import type { Registry } from '../../../../requirements/registry.ts';
import { allCasesUnderLoad } from '../cases-under-load.ts';
import type { Composition } from '../composition.ts';
import { type Covered, covering } from '../covering.ts';
import { exit } from '../exit-codes.ts';
import { loadMutants } from '../mutants.ts';

type CoverageFlags = { framework?: string; json?: boolean };

/** `authproof coverage`: offline, so it tells what could be proven, never what was. */
export async function coverage(
  { framework, json = false }: CoverageFlags,
  composition: Composition,
): Promise<number> {
  const { io, loadCases, loadRegistry } = composition;
  const registry = await loadRegistry();
  const rows = covering(registry, [...(await loadCases()), ...allCasesUnderLoad()], await loadMutants());
  const answer =
    framework === undefined
      ? { totals: totalsOf(rows), requirements: rows }
      : { framework, clauses: byClause(rows, registry, framework) };
  const lines = answer.clauses ? clauseLines(answer.clauses) : requirementLines(rows);
  io.out(json ? `${JSON.stringify(answer, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''));
  return exit.ok;
}

function requirementLines(rows: readonly Covered[]): string[] {
  const totals = Object.entries(totalsOf(rows)).map(([status, count]) => `${count} ${status}`);
  return [
    ...rows.map(
      ({ id, level, status, title }) => `${id.padEnd(9)}${level.padEnd(7)}${status.padEnd(10)}${title}`,
    ),
    `${counted(rows.length, 'requirement')}: ${totals.join(', ')}`,
  ];
}

function clauseLines(clauses: readonly Clause[]): string[] {
  const covered = clauses.filter(({ requirements }) =>
    requirements.some(({ status }) => status === 'covered'),
  );
  return [
    ...clauses.map(({ clause, requirements }) => `${clause}: ${requirements.map(inWords).join(', ')}`),
    `${counted(clauses.length, 'clause')} cited, ${covered.length} of them by a covered requirement`,
  ];
}

type Clause = {
  clause: string;
  url: string | null;
  requirements: { id: string; status: Covered['status'] }[];
};

/** Every clause that a requirement cites, 9.1.2 before 9.1.10. */
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
  return [...clauses.values()].sort((a, b) => inOrder.compare(a.clause, b.clause));
}

function totalsOf(rows: readonly Covered[]): Record<string, number> {
  const totals: Record<string, number> = { covered: 0, uncovered: 0, pending: 0, manual: 0, excluded: 0 };
  for (const { status } of rows) totals[status] = (totals[status] ?? 0) + 1;
  return totals;
}

const inOrder = new Intl.Collator('en', { numeric: true });

const inWords = ({ id, status }: Clause['requirements'][number]) =>
  status === 'covered' ? id : `${id} (${status})`;
