import { expect, test } from 'vitest';
import { loadRegistry } from '../../../requirements/registry.ts';
import { frameworks } from './option-values.ts';
import { authproof } from './testing/authproof.ts';
import { inProcess } from './testing/in-process.ts';

/** What it says in words, and as a document. */
async function both(...args: string[]) {
  const [words, document] = [await inProcess(args), await inProcess([...args, '--json'])];
  expect([words, document]).toMatchObject([
    { exitCode: 0, stderr: '' },
    { exitCode: 0, stderr: '' },
  ]);
  return { lines: words.stdout.trimEnd().split('\n'), json: JSON.parse(document.stdout) };
}

test.for<[what: string, line: RegExp, entry: object]>([
  [
    'cases',
    /^client-auth\/hmac-signed-assertion-authenticates {2}[A-Z]/,
    {
      id: 'client-auth/hmac-signed-assertion-authenticates',
      verifies: ['CA-003'],
      variants: expect.arrayContaining([
        { key: 'hs256', features: ['client_secret_jwt', 'HS256'], needs: [] },
      ]),
    },
  ],
  [
    'requirements',
    /^CA-022 {2}[A-Z]/,
    { id: 'CA-022', level: 'MUST', area: 'client-auth', evidence: 'suite' },
  ],
  [
    'mutants',
    /^ignores-the-assertion-type {2}[A-Z]/,
    { id: 'ignores-the-assertion-type', breaks: ['CA-034'] },
  ],
  ['targets', /^reference$/, { id: 'reference', file: expect.stringMatching(/reference\/target\.yaml$/) }],
  ['features', /^private_key_jwt$/, { id: 'private_key_jwt' }],
])('list %s has a line each, and all that is known as JSON', async ([what, line, entry]) => {
  const { lines, json } = await both('list', what);
  expect(lines).toContainEqual(expect.stringMatching(line));
  expect(json).toContainEqual(expect.objectContaining(entry));
  expect(json).toHaveLength(lines.length);
});

test('coverage tells the status of every requirement', async () => {
  const { lines, json } = await both('coverage');
  const { length } = (await loadRegistry()).requirements;
  expect(json.requirements).toHaveLength(length);
  const statuses = new Set(json.requirements.map(({ status }: { status: string }) => status));
  expect([...statuses].sort()).toEqual(expect.arrayContaining(['covered', 'excluded', 'pending']));
  expect(lines).toContain('CA-022   MUST   covered   Each assertion identifier is accepted once');
  expect(lines.at(-1)).toMatch(
    new RegExp(
      `^${length} requirements: \\d+ covered, 0 uncovered, \\d+ pending, \\d+ manual, \\d+ excluded$`,
    ),
  );
  expect(Object.values<number>(json.totals).reduce((sum, count) => sum + count)).toBe(length);
});

test('as a process it says the same', { tags: ['end-to-end'] }, async () => {
  for (const args of [
    ['coverage', '--json'],
    ['list', 'cases'],
  ]) {
    expect(await authproof(...args)).toEqual(await inProcess(args));
  }
});

test('coverage by ASVS lists its clauses in their order', async () => {
  const { lines, json } = await both('coverage', '--framework', 'asvs');
  expect(json.framework).toBe('asvs');
  const clauses: string[] = json.clauses.map(({ clause }: { clause: string }) => clause);
  expect(clauses.indexOf('ASVS 5.0 9.1.1')).toBeLessThan(clauses.indexOf('ASVS 5.0 10.4.2'));
  expect(lines).toContainEqual(expect.stringMatching(/^ASVS 5\.0 9\.1\.2: CA-005, /));
  expect(lines.at(-1)).toMatch(/^\d+ clauses cited, \d+ of them by a covered requirement$/);
});

test.for(frameworks)('requirements cite clauses of %s', async (framework) => {
  const { exitCode, stdout } = await inProcess(['coverage', '--framework', framework, '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).clauses).not.toEqual([]);
});

test('help names every command, and examples to start with', async () => {
  const { exitCode, stdout } = await inProcess(['--help']);
  expect(exitCode).toBe(0);
  for (const command of ['run', 'prove', 'list', 'coverage', 'report', 'doctor', 'serve']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
  expect(stdout).toContain('authproof doctor --target idp.yaml');
});
