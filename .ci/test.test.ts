// @module-tag end-to-end
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type KillMatrix, killMatrixSchemaId } from '../reports/kill-matrix.ts';
import { tools } from './tools.ts';

const entry = join(import.meta.dirname, 'test.ts');
const tags = JSON.stringify(tools.map(({ tag }) => ({ name: tag })));
const config = `export default { test: { include: ['*.test.ts'], tags: ${tags} } };`;
const passes = `import { test } from 'vitest'; test('holds', () => {});`;
const needsContainers = `import { test } from 'vitest'; test('starts one', { tags: ['containers'] }, () => {});`;
const needsRegistry = `import { test } from 'vitest'; test('installs', { tags: ['npm-registry'] }, () => {});`;
const needsChromium = `import { test } from 'vitest'; test('opens a page', { tags: ['chromium'] }, () => {});`;

/** Runs the entry in a folder of these files, on a machine without any tool. */
async function npmTest(files: Record<string, string>, ...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'npm-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
  for (const [name, content] of Object.entries({ 'vitest.config.mts': config, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: folder,
    env: { PATH: folder },
    // What it says of the failures that are meant to be would look like ours.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { exitCode, lines: output.trimEnd().split('\n') };
}

test('the last line counts what ran and what could not, and the one before says why', async () => {
  const files = {
    ...{ 'a.test.ts': passes, 'b.test.ts': needsChromium },
    ...{ 'c.test.ts': needsContainers, 'd.test.ts': needsRegistry },
  };
  const { exitCode, lines } = await npmTest(files);
  expect(lines.slice(-4)).toEqual([
    '1 not run for want of chromium; npm run verify sees to it.',
    '1 not run for want of Docker and an image of PostgreSQL; npm run verify sees to it.',
    '1 not run for want of an npm registry; npm reaches none from here.',
    '1 passed, 0 failed, 3 skipped',
  ]);
  expect(exitCode).toBe(0);
});

test('strict, what could not run has failed', async () => {
  const files = { 'a.test.ts': passes, 'b.test.ts': needsChromium };
  const { exitCode, lines } = await npmTest(files, '--strict');
  expect(lines.at(-1)).toBe('1 passed, 1 failed, 0 skipped');
  expect(exitCode).toBe(1);
});

test('a file that does not load is a failure, unless the filter leaves it out', async () => {
  const files = { 'a.test.ts': passes, 'b.test.ts': `import './nowhere.ts';` };
  expect((await npmTest(files)).lines.at(-1)).toBe('1 passed, 1 failed, 0 skipped');
  expect((await npmTest(files, 'a.test')).lines.at(-1)).toBe('1 passed, 0 failed, 0 skipped');
});

/** A command line of which prove leaves this kill matrix. */
const proving = (matrix: KillMatrix) =>
  `require('node:fs').writeFileSync(process.argv.at(-1) + '/kill-matrix.json', ${JSON.stringify(JSON.stringify(matrix))});`;

test('with --prove every mutant counts as a test, and one that survives or kills elsewhere has failed, as has a case that kills none', async () => {
  const tried = (id: string, killedBy: string[], unexpected: string[] = []) => ({
    ...{ id, breaks: ['CA-001'], alsoBreaks: [], how: 'Wrongly.', killedBy, alsoKilledBy: [], unexpected },
  });
  const mutants = [tried('killed', ['a']), tried('survivor', []), tried('elsewhere', ['a'], ['b'])];
  const bin = proving({
    ...{ schema: killMatrixSchemaId, commit: null, registry: { digest: '' }, full: true, mutants },
    unprovenCases: ['client-auth/holds'],
    totals: { mutants: 3, killed: 2, survived: 1 },
  });
  const files = { 'a.test.ts': passes, 'bin/authproof.js': bin };
  const { exitCode, lines } = await npmTest(files, '--prove');
  expect({ exitCode, line: lines.at(-1) }).toEqual({ exitCode: 1, line: '2 passed, 3 failed, 0 skipped' });
});

test('with --prove no verdict is a failure', async () => {
  const { exitCode, lines } = await npmTest({ 'a.test.ts': passes, 'bin/authproof.js': '' }, '--prove');
  expect({ exitCode, line: lines.at(-1) }).toEqual({ exitCode: 1, line: '1 passed, 1 failed, 0 skipped' });
});
