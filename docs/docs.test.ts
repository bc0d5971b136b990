import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toProgram } from '../suites/harness/cli/command-line.ts';
import { standardComposition } from '../suites/harness/cli/composition.ts';
import { exit } from '../suites/harness/cli/exit-codes.ts';
import { anchorsOf, blocksOf, commandsOf, linksOf, pages, readPage, root } from './testing/pages.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

test.for(pages)('every link of %s leads somewhere', (page) => {
  const links = linksOf(readPage(page)).filter((link) => !link.startsWith('https://'));
  expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : relative(root, join(root, dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(readPage(target)).includes(anchor);
}

test.for(pages)('the command line takes every command of %s', (page) => {
  for (const command of commandsOf(readPage(page))) expect(faultOf(command), command).toBeNull();
});

/** What is wrong with a command, as far as that shows without running it. */
function faultOf(command: string): string | null {
  const [program, ...words] = wordsOf(command);
  if (program === 'npx' || program === 'authproof') {
    return program === 'npx' && words.shift() !== 'authproof' ? null : faultOfOurs(words);
  }
  const [first = '', second = ''] = words;
  if (program === 'npm')
    return first === 'run' && !(second in scripts) ? `there is no script ${second}` : null;
  if (program === 'node')
    return first.startsWith('-') || existsSync(join(root, first)) ? null : `no ${first}`;
  return null;
}

function faultOfOurs([name, ...words]: string[]): string | null {
  const program = toProgram(standardComposition([], new AbortController().signal), () => undefined);
  const command = program.commands.find((one) => one.name() === name);
  if (!command) return name?.startsWith('--') ? null : `there is no command ${name}`;
  const { operands, unknown } = command.parseOptions(words);
  if (unknown.length > 0) return `it does not take ${unknown.join(' ')}`;
  const wanted = command.registeredArguments.length;
  return operands.length === wanted ? null : `it takes ${wanted} arguments, not ${operands.length}`;
}

function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}

test.for(['README.md', 'docs/reference/cli.md'])('%s explains every exit code', (page) => {
  const explained = [...readPage(page).matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(explained.sort((a, b) => a - b)).toEqual(Object.values(exit));
});

test('report-formats.md names every member of the formats', () => {
  const page = readPage('docs/reference/report-formats.md');
  for (const name of ['report', 'results', 'evidence', 'kill-matrix']) {
    const schema: unknown = JSON.parse(readFileSync(join(root, `reports/${name}.schema.json`), 'utf8'));
    const missing = membersOf(schema, 2).filter((member) => !page.includes(`\`${member}\``));
    expect({ name, missing }).toEqual({ name, missing: [] });
  }
});

/** Members of the document, of the objects in it, and of the objects in its lists. */
function membersOf(schema: unknown, depth: number): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'properties') return key === '$defs' ? [] : membersOf(value, depth);
    return Object.entries(value).flatMap(([member, inner]) => [
      member,
      ...(depth > 1 ? membersOf(inner, depth - 1) : []),
    ]);
  });
}

test('the workflow of test-your-server.md is one, and passes its secrets by the environment', () => {
  const [workflow] = blocksOf(readPage('docs/how-to/test-your-server.md')).filter(
    ({ info }) => 'workflow' in info,
  );
  const { on, jobs } = parse(workflow?.text ?? '');
  expect(on).toEqual(['push']);
  const steps: { run?: string }[] = jobs.conformance.steps;
  const commands = steps.flatMap(({ run }) => run ?? []);
  expect(commands.filter((command) => command.includes('secrets.'))).toEqual([]);
  for (const command of commands) expect(faultOf(command), command).toBeNull();
});
