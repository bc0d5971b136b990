import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { toProgram } from '../../suites/harness/cli/command-line.ts';
import { standardComposition } from '../../suites/harness/cli/composition.ts';

const writer = 'node docs/reference/cli.ts --write';
const page = join(import.meta.dirname, 'cli.md');

const intro = `Ask for \`authproof --help\`, or \`authproof run --help\`. In a clone the command is \`npx authproof\`.

- Progress and messages go to stderr, answers to stdout. With \`--json\` stdout carries one JSON document and nothing else.
- On a terminal a run shows one live line; elsewhere a line for each failure. \`NO_COLOR\` is obeyed.
- Ctrl-C writes what was gathered, marks the run cancelled and exits 130. A second Ctrl-C ends at once.
- \`--target\` takes a file, a folder with a \`target.yaml\`, or a name that \`authproof list targets\` prints.
- \`--case\` takes the id of a case, \`id#variant\`, or a glob such as \`client-auth/*assertion*\`. \`--area\`, \`--requirement\` and
  \`--case\` together select what fits all three; repeated, each adds to itself. A glob without a slash fits in every area.
- A target that is not on this machine needs \`--allow-remote\`, and is sent at most 20 requests a second.`;

const exitCodes = `The first that applies. \`doctor\` exits 3 where any of its tests fails, \`prove\` 1 where a mutant survives or, with
\`--full\`, is killed by what it does not declare; or, with all mutants, where a case of a MUST kills none.

| code | meaning |
| --- | --- |
| 2 | used wrongly: the command line, the target file or another input; nothing was asked |
| 130 | cancelled |
| 5 | a fault in authproof itself, so there is no verdict |
| 3 | the environment: the target could not be started or reached, nothing answers as its token endpoint does, or another self-test failed |
| 1 | a MUST failed that is not listed as known, a gate of \`--fail-on\` was breached, or a known failure no longer fails (one of a race may) or has expired |
| 4 | inconclusive: something errored or was flaky, a declared feature has no client that can use it, or nothing was judged |
| 0 | nothing failed, or only known failures |

\`--fail-on must,should,untestable\` adds gates: \`should\` also fails on a warned result, \`untestable\` on a MUST that could not
be tested. A gate changes the exit code, never the verdict.`;

const runFolder = `\`reports/runs/<UTC time>-<target>/\` unless \`--out\` names another. A folder that exists is never written to:
of two runs in the same second one has \`-2\` at its end.

| file | what it is |
| --- | --- |
| \`results.jsonl\` | the record, a line for each result as it ends; without its last line, the footer, the run was cut short |
| \`report.html\` | the report for people: one file that needs no network |
| \`report.json\` | the same for programs |
| \`junit.xml\` | for CI systems; never all green where the exit code is not 0 |
| \`summary.md\` | fits a job page |
| \`evidence/<case>#<variant>.json\` | what a case sent and received; secrets are masked |

\`authproof report RUN\` makes the documents again from \`results.jsonl\`, also years later. A \`kill-matrix.json\` of \`prove\` that
is put beside it shows in the report, where commit and registry are the same. The fields are in
[Report formats](report-formats.md).`;

/** The page, made from the program that parses the command line. */
export function cliPage(): string {
  const program = toProgram(standardComposition([], new AbortController().signal), () => undefined);
  return `${[
    `<!-- Generated from suites/harness/cli/command-line.ts by \`${writer}\`; do not edit. -->`,
    '# Command line',
    intro,
    ...program.commands.map(section),
    '## Exit codes',
    exitCodes,
    '## Files of a run',
    runFolder,
  ].join('\n\n')}\n`;
}

function section(command: Command): string {
  const takes = command.registeredArguments.map((one) => `\`<${one.name()}>\`: ${one.description}`);
  const rows = command.options.map(({ flags, description, defaultValue }) => {
    const fallback = defaultValue === undefined ? '' : ` (default: ${defaultValue})`;
    return `| \`${flags.replaceAll('|', '\\|')}\` | ${`${description}${fallback}`.replaceAll('<', '&lt;')} |`;
  });
  const table = ['| flag | meaning |', '| --- | --- |', ...rows].join('\n');
  const usage = ['authproof', command.name(), ...command.registeredArguments.map((one) => `<${one.name()}>`)];
  return [`## \`${usage.join(' ')}\``, sentence(command.description()), ...takes, table].join('\n\n');
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

if (import.meta.main && process.argv.includes('--write')) await writeFile(page, cliPage());
