import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findK6, runK6 } from './k6.ts';

const summary = new URL('test-data/summary.json', import.meta.url).pathname;
const plan = { connections: 1, secondsPerMethod: 1, requestsPerSecond: null, throughput: {}, storm: null };
const signal = new AbortController().signal;

/** A program that stands for k6, and the folder that it may write to. */
async function standIn(source: string) {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-k6-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const command = join(folder, 'k6');
  await writeFile(command, `#!/bin/sh\n${source}\n`);
  await chmod(command, 0o755);
  return { folder, command, seen: (name: string) => readFile(join(folder, name), 'utf8') };
}

/** A script that reports what it was started with, and writes a summary where the plan says. */
const observing = (folder: string) => `
for word in "$@"; do case "$word" in AUTHPROOF_PLAN=*) plan="\${word#*=}";; esac; done
env > '${folder}/env'; echo "$@" > '${folder}/arguments'; stat -c %a "$plan" > '${folder}/mode'; cp "$plan" '${folder}/plan'
cp '${summary}' "$(sed 's/.*"summaryFile":"\\([^"]*\\)".*/\\1/' "$plan")"`;

test('a missing k6 is told in one line that says how to get it', async () => {
  await expect(findK6('k6-that-is-not-there')).rejects.toThrow(
    /^k6 is needed, and k6-that-is-not-there is not on the PATH or does not start\. Install it \(https:.*\), or build it: go install go\.k6\.io\/k6@v\S+$/,
  );
});

test.for([
  ['k6 v1.8.1 (go1.26.8, linux/amd64)', 'k6 v1.8.1'],
  ['k6 v2.3.0 (commit/abc, go1.27, darwin/arm64)', 'k6 v2.3.0'],
] as const)('%s is taken', async ([says, version]) => {
  const { command } = await standIn(`echo '${says}'`);
  expect(await findK6(command)).toBe(version);
});

test('a k6 that is too old is told', async () => {
  const { command } = await standIn(`echo 'k6 v0.52.0 (go1.22)'`);
  await expect(findK6(command)).rejects.toThrow(/^k6 v1\.0 or newer is needed, and this is k6 v0\.52\.0\./);
});

test('secrets reach k6 in a file of its user alone, which is gone afterwards', async () => {
  const { folder, command, seen } = await standIn('');
  await writeFile(command, `#!/bin/sh\n${observing(folder)}\n`);
  const request = {
    urls: ['http://127.0.0.1:1/token'],
    headers: {},
    form: [['client_secret', 'a-secret-of-some-length'] satisfies [string, string]],
    sign: null,
  };
  await runK6('script.ts', { ...plan, throughput: { 'client-secret-post': request } }, { signal, command });
  expect(await seen('mode')).toBe('600\n');
  expect(await seen('plan')).toContain('a-secret-of-some-length');
  expect((await seen('env')) + (await seen('arguments'))).not.toContain('a-secret-of-some-length');
  const { summaryFile } = JSON.parse(await seen('plan'));
  expect(existsSync(dirname(summaryFile))).toBe(false);
});

test('settings of the user do not change the load', async () => {
  const { folder, command, seen } = await standIn('');
  await writeFile(command, `#!/bin/sh\n${observing(folder)}\n`);
  process.env.K6_ITERATIONS = '1';
  onTestFinished(() => {
    delete process.env.K6_ITERATIONS;
  });
  await runK6('script.ts', plan, { signal, command });
  expect(await seen('env')).not.toContain('K6_ITERATIONS');
});

test('crossed thresholds are figures like others', async () => {
  const { folder, command } = await standIn('');
  await writeFile(command, `#!/bin/sh\n${observing(folder)}\nexit 99\n`);
  expect(Object.keys((await runK6('script.ts', plan, { signal, command })).metrics)).not.toEqual([]);
});

test('what k6 said is told where it ended without figures', async () => {
  const { command } = await standIn('echo "no such script" >&2; exit 107');
  await expect(runK6('script.ts', plan, { signal, command })).rejects.toThrow(
    'k6 ended with exit code 107: no such script',
  );
});

test('k6 is killed when the run is stopped, and nothing of it stays', async () => {
  const { folder, command, seen } = await standIn('');
  await writeFile(command, `#!/bin/sh\n${observing(folder)}\necho $$ > '${folder}/pid'\nexec sleep 600\n`);
  const controller = new AbortController();
  const running = runK6('script.ts', plan, { signal: controller.signal, command });
  await expect.poll(() => existsSync(join(folder, 'pid')), { timeout: 20_000 }).toBe(true);
  controller.abort(new Error('stopped by SIGINT'));
  await expect(running).rejects.toThrow('stopped by SIGINT');
  const pid = Number(await seen('pid'));
  await expect.poll(() => isRunning(pid)).toBe(false);
  expect(existsSync(dirname(JSON.parse(await seen('plan')).summaryFile))).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ended, and its parent has been told
  }
}
