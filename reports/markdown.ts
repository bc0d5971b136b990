import { circumstancesOf, figure, figuresOf, stormIn } from './figures.ts';
import {
  byArea,
  countStatuses,
  type Finding,
  findingsOf,
  gapsOf,
  meaningOf,
  statusOrder,
} from './overview.ts';
import { reproduceCommand } from './reproduce.ts';
import type { CaseResult, RequirementResult, RunReport } from './run-report.ts';
import { counted, oneLine, visible } from './words.ts';

/** GitHub drops a step summary that is larger than 1 MiB, so each list ends before that; report.html has the rest. */
const mostCases = 50;
const mostVariants = 5;
const mostClauses = 5;
const mostIds = 30;
const mostBytes = 900_000;

/** summary.md: for the page of a CI job, so it is short, and says where the rest is. */
export function toMarkdown(report: RunReport): string {
  const { failed, known, warned, undecided } = findingsOf(report);
  const sections = [
    `# ${inline(report.headline)}`,
    inline(meaningOf(report), 1000),
    facts(report),
    underLoad(report),
    findings(report, 'Failed', failed),
    findings(report, 'Failed, and known', known),
    findings(report, 'Deviates from what is recommended', warned),
    findings(report, 'Not decided', undecided),
    problems(report),
    `## By area\n\n${areaTable(report)}`,
    gaps(report),
    whereToLook(report),
  ].filter((section) => section !== '');
  return `${withinLimit(sections).join('\n\n')}\n`;
}

function facts({ target, run, exitCode, exitReason }: RunReport): string {
  const version = target.version === null ? '' : ` ${inline(target.version)}`;
  return [
    `- Target: ${inline(target.name)}${version} at ${target.baseUrls.map(code).join(', ')}`,
    `- Exit code ${exitCode}: ${inline(exitReason)}`,
    `- Run: ${code(run.id)}, seed ${code(run.seed)}, authproof ${inline(run.harness.version)}`,
  ].join('\n');
}

function findings(report: RunReport, title: string, found: readonly Finding[]): string {
  if (found.length === 0) return '';
  const shown = found.slice(0, mostCases).map((finding) => findingItem(report, finding));
  const rest = found.length > mostCases ? [`- … and ${counted(found.length - mostCases, 'more case')}`] : [];
  return [`## ${title}`, '', ...shown, ...rest].join('\n');
}

function findingItem(report: RunReport, { id, title, verifies, results }: Finding): string {
  const shown = results.slice(0, mostVariants).flatMap((result) => resultItems(report, result));
  const rest =
    results.length > mostVariants ? [`  - … and ${results.length - mostVariants} more of its variants`] : [];
  return [
    `- **${inline(title)}** (${code(id)})`,
    ...verifies.slice(0, mostClauses).map((requirement) => `  - ${clause(requirement)}`),
    ...shown,
    ...rest,
  ].join('\n');
}

function clause({ id, level, title, sources }: RequirementResult): string {
  const cited = sources.map(({ citation }) => inline(citation)).join(', ');
  return `${inline(id)} ${level}: ${inline(title)}${cited === '' ? '' : ` (${cited})`}`;
}

function resultItems(report: RunReport, result: CaseResult): string[] {
  const variant = result.variant === null ? '' : `${code(result.variant)}: `;
  const known = result.known === null ? '' : ` Known: ${inline(result.known.reason)}`;
  return [
    `  - ${variant}${result.outcome}: ${inline(result.reason ?? 'no reason given')}${known}`,
    `    ${code(reproduceCommand(report, result))}`,
  ];
}

function underLoad(report: RunReport): string {
  const { load } = report.run;
  if (!load) return '';
  const storm = stormIn(report);
  const rows = figuresOf(report).map(({ client, throughput, latency }) => {
    const figures = [throughput?.perSecond, latency?.p50, latency?.p95, latency?.p99, latency?.max];
    const cells = figures.map((value) => (value === undefined ? '' : figure(value)));
    return `| ${[inline(client), ...cells].join(' | ')} |`;
  });
  return [
    '## Under load',
    '',
    ...circumstancesOf(load).map(([name, value]) => `- ${name}: ${inline(value)}`),
    ...(storm === null ? [] : [`- Storm of replays: ${storm}`]),
    '',
    '| Client | requests a second | median ms | p95 ms | p99 ms | most ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function problems({ run }: RunReport): string {
  if (run.problems.length === 0) return '';
  return [
    '## About the run itself',
    '',
    ...run.problems.map(({ kind, detail }) => `- ${kind}: ${inline(detail)}`),
  ].join('\n');
}

function areaTable({ requirements }: RunReport): string {
  const row = (name: string, some: readonly RequirementResult[]) => {
    const counts = countStatuses(some);
    return `| ${name} | ${statusOrder.map((status) => counts[status]).join(' | ')} | ${some.length} |`;
  };
  return [
    `| Area | ${statusOrder.join(' | ')} | all |`,
    `| --- |${' ---: |'.repeat(statusOrder.length + 1)}`,
    ...byArea(requirements).map(([area, ofArea]) => row(inline(area), ofArea)),
    row('**all**', requirements),
  ].join('\n');
}

function gaps(report: RunReport): string {
  const rows = gapsOf(report).flatMap(({ area, gaps }) =>
    gaps.map(({ reason, requirements }) => {
      const ids = requirements.slice(0, mostIds).map(({ id }) => inline(id));
      const more = requirements.length > mostIds ? ` and ${requirements.length - mostIds} more` : '';
      return `| ${inline(area)} | ${inline(reason)} | ${requirements.length} | ${ids.join(', ')}${more} |`;
    }),
  );
  if (rows.length === 0) return '';
  return [
    '## What this run does not prove',
    '',
    '| Area | Why | | Requirements |',
    '| --- | --- | ---: | --- |',
    ...rows,
  ].join('\n');
}

function whereToLook({ run }: RunReport): string {
  return `## Where to look\n\n\`report.html\` in the run folder ${code(run.id)} has every requirement with its sources and evidence, \`report.json\` the same for programs, \`evidence/\` what was sent and received.`;
}

/** Leaves out the sections that are too much, rather than all that come after them. */
function withinLimit(sections: string[]): string[] {
  let left = mostBytes;
  const kept = sections.filter((section) => {
    const bytes = Buffer.byteLength(section) + 2;
    const fits = bytes <= left;
    if (fits) left -= bytes;
    return fits;
  });
  return kept.length === sections.length ? kept : [...kept, 'What did not fit here is in `report.html`.'];
}

/** Text as text, on one line: nothing in it starts markup, a link or a table cell. */
function inline(text: string, longest = 300): string {
  return oneLine(visible(text), longest)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]#|~!]/g, '\\$&');
}

/** A code span; its fence is longer than any run of backticks inside. */
function code(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  const longestRun = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  return longestRun === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
