import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { postgresImages } from '../reference-server/storage/postgres-images.ts';

const bash = '/bin/bash';

/** Runs it where these commands are all there is: a script each. Tells the temporary folders that it left too. */
async function provision(commands: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'provision-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, script] of Object.entries(commands)) {
    await writeFile(join(folder, name), `#!${bash}\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  const { status, stdout, stderr } = spawnSync(bash, [join(import.meta.dirname, 'provision')], {
    env: { PATH: folder, TMPDIR: folder },
    encoding: 'utf8',
  });
  const left = (await readdir(folder)).filter((name) => name.startsWith('tmp.'));
  return { status, stdout, stderr, left };
}

const packages = { chromium: '', faketime: '', glewlwyd: '' };
const allTools = { ...packages, docker: '', k6: '' };
// Stand for the programs it installs with: env as is, sudo as env, and an apt-get that installs an empty script.
const env = 'exec /usr/bin/env "$@"';
const real = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, `exec /usr/bin/${name} "$@"`]));
const aptGet = `[ "$1 $2 $3" != "-o DPkg::Lock::Timeout=300 install" ] || for tool in "\${@:6}"; do
  /bin/cp "$0" "\${0%/*}/$tool"
done`;

test('says nothing where all is there', async () => {
  expect(await provision(allTools)).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('installs what is missing, and says what', async () => {
  const installed = await provision({ k6: '', env, sudo: env, docker: '', 'apt-get': aptGet });
  expect(installed).toMatchObject({
    status: 0,
    stdout: 'Installing chromium faketime glewlwyd\n',
    stderr: '',
  });
});

test('stops the service that a package starts', async () => {
  const systemctl = '[ "$1" = is-active ] || { echo "asked to $*"; exit 1; }';
  const { glewlwyd: _, ...others } = allTools;
  const { stderr } = await provision({ ...others, env, sudo: env, 'apt-get': aptGet, systemctl });
  expect(stderr).toMatch(/^asked to disable --now glewlwyd\nprovision: `systemctl disable glewlwyd` failed;/);
});

/** A Go of this version, which does this where it is to install something. */
const go = (version: string, install: string) => `[ "$1" != env ] || { echo ${version}; exit; }\n${install}`;

// Stand for what k6 is built with: a Go that makes an empty program, and an install that puts it beside itself.
const buildTools = {
  ...{ ...packages, docker: '', env, sudo: env },
  ...Object.fromEntries(['mktemp', 'rm'].map((name) => [name, `exec /bin/${name} "$@"`])),
  go: go('go1.26.8', '/bin/mkdir -p "$GOBIN" && /bin/cp "$0" "$GOBIN/k6"'),
  install: `/bin/cp "$3" "\${0%/*}/k6"`,
};

test('builds k6, which Debian has not', async () => {
  expect(await provision(buildTools)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Building k6 v[\d.]+\n$/),
    stderr: '',
    left: [],
  });
});

test('shows what Go said when it could not build k6, and leaves no cache behind', async () => {
  const fails = go('go1.21.0', '/bin/mkdir "$GOCACHE"; echo no proxy; exit 1');
  const { status, stderr, left } = await provision({ ...buildTools, go: fails });
  expect({ status, left }).toEqual({ status: 1, left: [] });
  expect(stderr).toMatch(
    /^no proxy\nprovision: `go install go\.k6\.io\/k6@v[\d.]+` failed; what it said is above\.\n$/,
  );
});

test.for([
  { what: 'no Go', commands: {} },
  { what: 'the Go of Debian 12 only', commands: { go: go('go1.19.8', 'exit 1') } },
])('says where k6 is to be had where there is $what', async ({ commands }) => {
  const { status, stdout, stderr } = await provision({ ...packages, docker: '', ...commands });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('not installed: k6, nor Go 1.21 or newer to build it. See https://');
});

test('says what is missing where there is no apt-get', async () => {
  const { status, stderr } = await provision({});
  expect(status).toBe(1);
  expect(stderr).toContain('not installed: chromium faketime glewlwyd. There is no apt-get here');
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
  const { status, stderr } = await provision({ env, sudo: env, 'apt-get': 'exit 0' });
  expect(status).toBe(1);
  expect(stderr).toContain('still not on the PATH');
});

test('starts an engine that is there and does not answer', async () => {
  const { status, stdout } = await provision({
    ...{ ...packages, k6: '', env, sudo: env },
    ...real('mktemp', 'setsid', 'sleep'),
    docker: `[ -e "\${0%/*}/running" ]`,
    dockerd: `echo > "\${0%/*}/running"`,
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Starting dockerd; its log is .*\n$/);
});

test('fetches the official image where a registry answers', async () => {
  const docker = '[ "$1" != image ]';
  const fetched = await provision({ ...packages, k6: '', docker });
  expect(fetched).toMatchObject({
    status: 0,
    stdout: `Fetched the image ${postgresImages[1]}\n`,
    stderr: '',
  });
});

test('makes an image of its own where none answers', async () => {
  const made = await provision({
    ...{ ...packages, k6: '', env, sudo: env, debootstrap: '', tar: '' },
    ...real('mktemp', 'rm'),
    'apt-get': 'echo http://mirror.example/debian',
    docker: '[ "$1" != image ] && [ "$1" != pull ]',
  });
  const stdout = `Making the image ${postgresImages[0]} from Debian's packages\n`;
  expect(made).toMatchObject({ status: 0, stdout, stderr: '' });
});

test('shows what a command said that failed while the image was made', async () => {
  const { status, stderr, left } = await provision({
    ...{ ...packages, k6: '', env, sudo: env, debootstrap: 'echo no such mirror; exit 1' },
    ...real('mktemp', 'rm'),
    'apt-get': '',
    docker: '[ "$1" != image ] && [ "$1" != pull ]',
  });
  expect({ status, left }).toEqual({ status: 1, left: [] });
  expect(stderr).toBe('no such mirror\nprovision: `debootstrap` failed; what it said is above.\n');
});

test('the images are those that the tests take', async () => {
  const script = await readFile(join(import.meta.dirname, 'provision-containers'), 'utf8');
  for (const image of postgresImages) expect(script).toContain(`_image=${image}\n`);
});
