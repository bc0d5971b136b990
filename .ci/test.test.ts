// @module-tag end-to-end
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { tools } from './tools.ts';

const entry = join(import.meta.dirname, 'test.ts');
const tags = JSON.stringify(tools.map(({ tag }) => ({ name: tag })));
const config = `export default { test: { include: ['*.test.ts'], tags: ${tags} } };`;
const passes = `import { test } from 'vitest'; test('holds', () => {});`;
const needsContainers = `import { test } from 'vitest'; test('starts one', { tags: ['containers'] }, () => {});`;
const needsChromium = `import { test } from 'vitest'; test('opens a page', { tags: ['chromium'] }, () => {});`;

/** Runs the entry in a folder of these files, on a machine without any tool. */
async function npmTest(files: Record<string, string>, ...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'npm-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
  for (const [name, content] of Object.entries({ 'vitest.config.mts': config, ...files })) {
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
  const files = { 'a.test.ts': passes, 'b.test.ts': needsChromium, 'c.test.ts': needsContainers };
  const { exitCode, lines } = await npmTest(files);
  expect(lines.slice(-3)).toEqual([
    '1 not run for want of chromium; npm run verify sees to it.',
    '1 not run for want of Docker and an image of PostgreSQL; npm run verify sees to it.',
    '1 passed, 0 failed, 2 skipped',
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
