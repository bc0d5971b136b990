import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tools } from './tools.ts';

const bash = '/bin/bash';

/** Runs it where these commands are all there is: a script each. */
async function provision(commands: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'provision-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, script] of Object.entries(commands)) {
    await writeFile(join(folder, name), `#!${bash}\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return spawnSync(bash, [join(import.meta.dirname, 'provision')], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
}

const allTools = Object.fromEntries(tools.map(({ command }) => [command, '']));
// Stand for the programs it installs with: env as is, sudo as env, and an apt-get that installs an empty script.
const env = 'exec /usr/bin/env "$@"';
const aptGet = `[ "$1 $2 $3" != "-o DPkg::Lock::Timeout=300 install" ] || for tool in "\${@:6}"; do
  /bin/cp "$0" "\${0%/*}/$tool"
done`;

test('says nothing where all is there', async () => {
  expect(await provision(allTools)).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('installs what is missing, and says what', async () => {
  const installed = await provision({ k6: '', env, sudo: env, 'apt-get': aptGet });
  expect(installed).toMatchObject({ status: 0, stdout: 'Installing chromium\n', stderr: '' });
});

// Stand for what k6 is built with: a Go that makes an empty program, and an install that puts it beside itself.
const buildTools = {
  ...Object.fromEntries(['mktemp', 'rm'].map((name) => [name, `exec /bin/${name} "$@"`])),
  go: '/bin/mkdir -p "$GOBIN" && /bin/cp "$0" "$GOBIN/k6"',
  sudo: 'exec "$@"',
  install: `/bin/cp "$3" "\${0%/*}/k6"`,
};

test('builds k6, which Debian has not', async () => {
  const { k6: _, ...others } = allTools;
  expect(await provision({ ...others, ...buildTools })).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Building k6 v[\d.]+\n$/),
    stderr: '',
  });
});

test('shows what Go said when it could not build k6', async () => {
  const { status, stderr } = await provision({ ...buildTools, go: 'echo no proxy; exit 1' });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^no proxy\nprovision: `go install go\.k6\.io\/k6@v[\d.]+` failed; what it said is above\.\n$/,
  );
});

test('says where k6 is to be had where there is no Go', async () => {
  const { status, stderr } = await provision({});
  expect(status).toBe(1);
  expect(stderr).toContain('not installed: k6, nor Go to build it. See https://');
});

test('says what is missing where there is no apt-get', async () => {
  const { status, stderr } = await provision({ k6: '' });
  expect(status).toBe(1);
  expect(stderr).toContain('not installed: chromium. There is no apt-get here');
});

test('shows what apt-get said when it failed', async () => {
  const { status, stderr } = await provision({
    k6: '',
    env,
    sudo: env,
    'apt-get': 'echo no network; exit 100',
  });
  expect(status).toBe(1);
  expect(stderr).toBe('no network\nprovision: `apt-get update` failed; what it said is above.\n');
});

test('fails when the program is not there after all', async () => {
  const { status, stderr } = await provision({ k6: '', env, sudo: env, 'apt-get': 'exit 0' });
  expect(status).toBe(1);
  expect(stderr).toContain('still not on the PATH');
});
