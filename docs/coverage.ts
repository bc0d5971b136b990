import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Area, loadRegistry, type Registry } from '../requirements/registry.ts';
import { allCasesUnderLoad } from '../suites/harness/cli/cases-under-load.ts';
import { type CoverageStatus, type Covered, covering } from '../suites/harness/cli/covering.ts';
import { loadMutants } from '../suites/harness/cli/mutants.ts';
import { loadCases } from '../suites/harness/load-cases.ts';

const command = 'node docs/coverage.ts --write';
const page = join(import.meta.dirname, 'coverage.md');
const statuses: CoverageStatus[] = ['covered', 'pending', 'excluded', 'manual', 'uncovered'];

const intro = `What could prove each requirement, without asking any target; \`authproof coverage --json\` has the same as data.

- **covered**: a case verifies it. Whether it holds on a target, only a run tells.
- **pending**: not built yet. **excluded**: no case will come. Both count as unproven in every report, with the reason.
- **manual**: shown by evidence attached by hand.
- **uncovered**: neither a case nor a reason for its lack.`;

/** The page, made from registry, cases and mutants as they are in the tree. */
export async function coveragePage(): Promise<string> {
  const registry = await loadRegistry();
  const covered = covering(registry, [...(await loadCases()), ...allCasesUnderLoad()], await loadMutants());
  return `${[
    `<!-- Generated from requirements, cases and mutants by \`${command}\`; do not edit. -->`,
    '# Coverage',
    intro,
    '## By area',
    areaTable(registry.areas, covered),
    ...registry.areas.flatMap((area) => [`## ${area}`, requirementTable(area, covered, registry)]),
  ].join('\n\n')}\n`;
}

function areaTable(areas: readonly Area[], covered: readonly Covered[]): string {
  const row = (title: string, some: readonly Covered[]) => [
    title,
    some.length,
    ...statuses.map((status) => some.filter((one) => one.status === status).length),
    new Set(some.flatMap(({ cases }) => cases)).size,
    new Set(some.flatMap(({ mutants }) => mutants)).size,
  ];
  return table(
    ['area', 'requirements', ...statuses, 'cases', 'mutants'],
    [
      ...areas.map((area) =>
        row(
          `[${area}](#${area})`,
          covered.filter((one) => one.area === area),
        ),
      ),
      row('**all**', covered),
    ],
  );
}

function requirementTable(area: Area, covered: readonly Covered[], registry: Registry): string {
  return table(
    ['requirement', 'level', 'title', 'status', 'cases', 'mutants'],
    covered
      .filter((one) => one.area === area)
      .map(({ id, level, title, status, reason, cases, mutants }) => [
        `${id}${revisionOf(id, registry)}`,
        level,
        title,
        reason === null ? status : `${status}: ${reason}`,
        cases.map((name) => linked(name.replace(`${area}/`, ''), fileOf(name))).join('<br>'),
        mutants.map((name) => linked(name, `reference-server/mutants/${name}.ts`)).join('<br>'),
      ]),
  );
}

/** What k6 measures is in a script of its scenario. */
const fileOf = (name: string) =>
  name.startsWith('load/') ? `load/k6/scenarios/${name.split('/')[1]}.ts` : `suites/${name}.case.ts`;

const linked = (text: string, path: string) => `[${text}](../${path})`;

function revisionOf(id: string, registry: Registry): string {
  const revision = registry.find(id)?.revision ?? 1;
  return revision === 1 ? '' : ` (revision ${revision})`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (import.meta.main && process.argv.includes('--write')) await writeFile(page, await coveragePage());
