import { reproduceCommand } from './reproduce.ts';
import { type CaseResult, type RunReport, resultName } from './run-report.ts';

interface Testcase {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
  readonly durationMs: number;
}

/**
 * JUnit XML as the xunit plugin of Jenkins defines it (junit-10.xsd): a suite an area, a testcase a result.
 * Where the exit code is not 0, there is a failure or an error in it, also if no case is to blame.
 */
export function toJUnit(report: RunReport): string {
  const suites = [...Map.groupBy(report.cases, areaOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, results]) =>
      suite(
        area,
        results.map((result) => testcase(report, result)),
        report,
      ),
    );
  const isSilent = !report.cases.some((result) => ['failure', 'error'].includes(kindOf(result)));
  if (report.exitCode !== 0 && isSilent) suites.unshift(suite('run', [testcaseOfRun(report)], report));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: report.target.name }, suites)}\n`;
}

function suite(name: string, testcases: Testcase[], report: RunReport): string {
  const count = (kind: Testcase['kind']) => testcases.filter((testcase) => testcase.kind === kind).length;
  const total = testcases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const attributes = {
    name,
    tests: String(testcases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    skipped: String(count('skipped')),
    time: seconds(total),
    timestamp: report.run.startedAt,
  };
  return element('testsuite', attributes, [propertiesOf(report), ...testcases.map(({ xml }) => xml)]);
}

function propertiesOf({ target, run, headline, exitCode, exitReason }: RunReport): string {
  const facts = {
    headline,
    'exit code': `${exitCode}: ${exitReason}`,
    target: target.name,
    'target version': target.version ?? 'unknown',
    run: run.id,
    seed: run.seed,
    command: run.command,
  };
  const properties = Object.entries(facts).map(([name, value]) => element('property', { name, value }, []));
  return element('properties', {}, properties);
}

function testcase(report: RunReport, result: CaseResult): Testcase {
  const kind = kindOf(result);
  const variant = result.variant === null ? '' : ` [${result.variant}]`;
  const attributes = {
    // Read as package.class, so that the variants of one case stay together.
    classname: result.id.replaceAll('/', '.'),
    name: `${result.title}${variant}`,
    time: seconds(result.durationMs),
  };
  const output = [...(result.outcome === 'warned' ? [`warned: ${result.reason}`] : []), ...result.notes];
  const children = [
    ...(kind === 'passed' ? [] : [finding(kind, report, result)]),
    ...(output.length > 0 ? [element('system-out', {}, [text(output.join('\n'))])] : []),
  ];
  return { kind, xml: element('testcase', attributes, children), durationMs: result.durationMs };
}

function kindOf({ outcome, known }: CaseResult): Testcase['kind'] {
  switch (outcome) {
    case 'passed':
    case 'warned':
      return 'passed';
    case 'failed':
      return known === null ? 'failure' : 'skipped';
    case 'errored':
    case 'flaky':
      return 'error';
    case 'untestable':
    case 'not-applicable':
      return 'skipped';
  }
}

function finding(kind: 'failure' | 'error' | 'skipped', report: RunReport, result: CaseResult): string {
  const type = result.known === null ? result.outcome : 'known';
  const known = result.known === null ? '' : ` failure (${result.known.reason})`;
  const message = `${type}${known}: ${result.reason ?? 'no reason given'}`;
  const body = kind === 'skipped' ? [] : [text(whereToLook(report, result))];
  return element(kind, { type, message }, body);
}

function whereToLook(report: RunReport, result: CaseResult): string {
  const verified = report.requirements.filter(({ id }) => result.verifies.includes(id));
  return [
    result.reason ?? '',
    ...verified.map(({ id, level, title, sources }) => {
      const citations = sources.map(({ citation }) => citation).join(', ');
      return `${id} (${level}): ${title} [${citations}]`;
    }),
    `Case: ${resultName(result)}`,
    `Run again: ${reproduceCommand(report, result)}`,
    ...(result.evidence === null ? [] : [`Evidence: ${result.evidence}`]),
  ].join('\n');
}

function testcaseOfRun({ headline, exitCode, exitReason, run }: RunReport): Testcase {
  const message = `exit code ${exitCode}: ${exitReason}`;
  const details = [headline, ...run.problems.map(({ kind, detail }) => `${kind}: ${detail}`)].join('\n');
  const error = element('error', { type: run.status, message }, [text(details)]);
  return {
    kind: 'error',
    xml: element('testcase', { classname: 'run', name: 'The run ends with exit code 0', time: '0.000' }, [
      error,
    ]),
    durationMs: 0,
  };
}

function areaOf({ id }: CaseResult): string {
  return id.split('/', 1)[0] ?? id;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function element(name: string, attributes: Record<string, string>, children: string[]): string {
  const start = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(value)}"`),
  ].join(' ');
  return children.length === 0 ? `<${start}/>` : `<${start}>${children.join('\n')}</${name}>`;
}

/** Line ends survive in an attribute only as character references. */
function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function text(value: string): string {
  return onlyXmlCharacters(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** XML 1.0 has no way to write the other characters, not even as a reference; they are shown as in JSON. */
function onlyXmlCharacters(value: string): string {
  return value.replace(
    /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
