// @module-tag end-to-end
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  authproof,
  composed,
  type Running,
  reportIn,
  resultsIn,
  startAuthproof,
} from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { judge, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();

const wrongBasic = 'client-auth/wrong-basic-secret-is-refused';

/** A run that has one result, and whose target does not answer any more. */
async function startHalfway(name: string) {
  const { promise: halfway, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  const server = await startTinyServer({
    // The self-test, and a control before and one after each refusal.
    token: (request, response) => (++asked <= 4 ? judge(request, response) : resolve()),
  });
  const target = await writeTarget(at(name), server.url);
  const selection = ['--case', `${wrongBasic}#*-token`, '--concurrency', '1'];
  const running = startAuthproof(['run', '--target', target, '--out', at(`${name}-run`), ...selection]);
  await Promise.race([halfway, running.ended]);
  return { ...running, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function interrupt(
  { child, ended }: Pick<Running, 'child' | 'ended'>,
  signal: NodeJS.Signals = 'SIGINT',
) {
  child.kill(signal);
  return ended;
}

test.concurrent.for<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
  '%s ends a run in good order, with what it has',
  async (signal) => {
    const name = `stopped-by-${signal}`;
    await using running = await startHalfway(name);
    const { exitCode, stdout, stderr } = await interrupt(running, signal);
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(new RegExp(`^Stopping \\(${signal}\\); once more stops at once\\.$`, 'm'));
    expect(stdout).toMatch(
      /^no verdict, the run was cancelled: 1 of 4 results\n1 passed, .*\nexit 130: the run was cancelled\nreport: /,
    );
    const { run, verdict, cases } = await reportIn(at(`${name}-run`));
    expect({ status: run.status, verdict, cases: cases.length }).toEqual({
      status: 'cancelled',
      verdict: null,
      cases: 1,
    });
    expect((await resultsIn(at(`${name}-run`))).at(-1)).toMatchObject({
      type: 'footer',
      status: 'cancelled',
      results: 1,
    });
  },
);

test.concurrent('Ctrl-C while the target is launched is a run that was cancelled', async () => {
  const target = await writeTarget(at('launching'), 'http://127.0.0.1:9', { launch: './start.ts' });
  const source = `export async function start({ signal, runDir }) {
    console.error('launched in', runDir);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw signal.reason;
  }`;
  await writeFile(at('launching/start.ts'), source);
  const running = startAuthproof(['run', '--target', target, '--out', at('launching-run')]);
  await running.said(/launched in/);
  const { exitCode, stdout, stderr } = await interrupt(running);
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/^no verdict, the run was cancelled: 0 of \d+ results\n/);
  expect((await reportIn(at('launching-run'))).run.status).toBe('cancelled');
  const [, runDir = ''] = /launched in (\S+)/.exec(stderr) ?? [];
  await expect(readdir(runDir)).rejects.toThrow('ENOENT');
});

/** A run of three cases, which pass, with parts that misbehave. */
async function runWith(parts: string, out: string) {
  await using server = await startTinyServer({ token: judge });
  const target = await writeTarget(`${out}-target`, server.url);
  return await composed(parts, 'run', '--target', target, '--case', `${wrongBasic}#*-token`, '--out', out);
}

test.concurrent('Ctrl-C once the run is complete comes too late to change it', async () => {
  const parts = `{ renderRun: async (...run) => { process.kill(process.pid, 'SIGINT'); return renderRun(...run); } }`;
  const { exitCode } = await runWith(parts, at('rendering'));
  const { run, exitCode: reported } = await reportIn(at('rendering'));
  expect({ exitCode, reported, status: run.status }).toEqual({
    exitCode: 0,
    reported: 0,
    status: 'complete',
  });
});

test.concurrent('a run that was killed is told to be cut short', async () => {
  await using running = await startHalfway('killed');
  await interrupt(running, 'SIGKILL');
  expect((await resultsIn(at('killed-run'))).map(({ type }) => type)).toEqual(['header', 'result']);
  const { exitCode, stdout } = await authproof('report', at('killed-run'));
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^no verdict, the run was cut short: 1 of 4 results\n/);
  expect((await reportIn(at('killed-run'))).run.status).toBe('cut-short');
});

test.concurrent('a report that can not be rendered is a fault of ours, and the results stay whole', async () => {
  const parts = `{ renderRun() { throw new Error('out of ink'); } }`;
  const { exitCode, stdout, stderr } = await runWith(parts, at('no-ink'));
  expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
  expect(stderr).toMatch(
    /^a fault in authproof itself, so there is no verdict:\nError: out of ink\n {4}at .*\nPlease report it, with the command you ran\.\n$/ms,
  );
  expect((await resultsIn(at('no-ink'))).at(-1)).toMatchObject({ type: 'footer', status: 'complete' });
});

test.concurrent.for<[what: string, crash: string]>([
  ['an exception in a timer', `setTimeout(() => { throw new Error('boom'); })`],
  ['a promise that nobody awaits', `Promise.reject(new Error('boom'))`],
])('%s ends the run as a fault, on record', async ([what, crash]) => {
  const name = what.replaceAll(' ', '-');
  const parts = `{ loadCases: async () => (await loadCases()).filter(({ id }) => id === '${wrongBasic}')
    .map((one) => ({ ...one, variants: one.variants.map((variant) => ({ ...variant, run() { ${crash}; return variant.run(...arguments); } })) })) }`;
  let asked = 0;
  // By the self-test it is answered; then it hangs.
  await using server = await startTinyServer({
    token: (request, response) => {
      if (++asked === 1) judge(request, response);
    },
  });
  const target = await writeTarget(at(name), server.url);
  const { exitCode, stderr } = await composed(
    parts,
    'run',
    '--target',
    target,
    '--concurrency',
    '1',
    '--out',
    at(`${name}-run`),
  );
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/^a fault in authproof itself, so there is no verdict:\nError: boom\n/m);
  const { run, verdict } = await reportIn(at(`${name}-run`));
  expect({ status: run.status, verdict }).toEqual({ status: 'fault', verdict: null });
});

test.concurrent('a reader that has read enough does not disturb', async () => {
  const { child, ended } = startAuthproof(['list', 'requirements', '--json']);
  await once(child, 'spawn');
  child.stdout?.destroy();
  expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
});
