// @module-tag end-to-end
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const bin = join(import.meta.dirname, 'authproof.js');

/** Starts it on a Node that says it is this version. */
function onNode(version: string, file: string) {
  const pretend = `Object.defineProperty(process, 'version', { value: 'v${version}' });
    Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, file, '--version'];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

test('on an old Node a clone says in a line how to get a new one', () => {
  const { status, stdout, stderr } = onNode('20.20.2', bin);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^authproof needs Node 24 or newer, and this is v20\.20\.2\. Run `npm ci` .*\n$/);
});

test('on an old Node the package asks for a new one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-bin-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(bin, join(folder, 'bin/authproof.js'));
  const { status, stderr } = onNode('22.1.0', join(folder, 'bin/authproof.js'));
  expect(status).toBe(2);
  expect(stderr).toBe('authproof needs Node 24 or newer, and this is v22.1.0. Install Node 24.\n');
});

test('from Node 24 on it is the command line', () => {
  expect(onNode('26.0.0', bin)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

/** A clone whose command line is this source. */
async function cloneWith(main: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-bin-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(bin, join(folder, 'bin/authproof.js'));
  await mkdir(join(folder, 'node_modules'));
  await mkdir(join(folder, 'suites/harness/cli'), { recursive: true });
  await writeFile(join(folder, 'suites/harness/cli/main.ts'), main);
  return join(folder, 'bin/authproof.js');
}

test.each([
  ['never answers', 'export const main = () => new Promise(() => {});', 'it ended before its command did'],
  ['rejects', `export const main = async () => { throw new Error('boom'); };`, 'Error: boom'],
  ['can not be loaded', `throw new Error('boom');`, 'Error: boom'],
])('a command line that %s is a fault, never a success', async (_, main, told) => {
  const { status, stderr } = spawnSync(process.execPath, [await cloneWith(main)], { encoding: 'utf8' });
  expect(status).toBe(5);
  expect(stderr).toMatch(/^a fault in authproof itself, so there is no verdict: /);
  expect(stderr).toContain(told);
});
