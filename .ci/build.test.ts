// @module-tag end-to-end
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let installed: string;
let packageFolder: string;

/** As npm installs the package: below node_modules, with its runtime dependencies beside it and nothing else. */
beforeAll(async () => {
  installed = await mkdtemp(join(tmpdir(), 'authproof-installed-'));
  const modules = join(installed, 'node_modules');
  packageFolder = join(modules, 'authproof');
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  await build(join(packageFolder, 'dist'));
  await cp(join(root, 'bin'), join(packageFolder, 'bin'), { recursive: true });
  await cp(join(root, 'package.json'), join(packageFolder, 'package.json'));
}, 120_000);
afterAll(() => rm(installed, { recursive: true, force: true }));

function authproof(folder: string, ...args: string[]): string {
  const bin = join(folder, 'bin/authproof.js');
  return execFileSync(process.execPath, [bin, ...args], { cwd: installed, encoding: 'utf8', stdio: 'pipe' });
}

test.each(['requirements', 'cases', 'mutants'])('the package has the %s of the clone', (what) => {
  expect(authproof(packageFolder, 'list', what)).toBe(authproof(root, 'list', what));
});

test('of the targets the package has the reference', () => {
  expect(authproof(packageFolder, 'list', 'targets')).toBe('reference\n');
});

test('the package brings the scripts that k6 runs', { tags: ['end-to-end', 'k6'] }, async () => {
  const storm = ['--case', 'load/client-auth/replay-storm', '--out', 'load'];
  expect(authproof(packageFolder, 'load', 'client-auth', ...storm)).toContain('100 gained one token');
});

test('the package judges its reference server, and says so in a report', {
  tags: ['end-to-end'],
}, async () => {
  authproof(packageFolder, 'run', '--case', 'client-auth/replayed-assertion-is-refused', '--out', 'run');
  const report = await readFile(join(installed, 'run/report.html'), 'utf8');
  expect(report).toContain('<style>');
});
