import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ProgramOptions, startProgram } from './program-process.ts';
import { TargetDidNotStart } from './server-process.ts';

/** A server that tells its process id, and says in its log how it ends. */
const server = `
  process.on('SIGTERM', () => { console.log('in good order'); process.exit(); });
  require('node:http').createServer((_, answer) => answer.end(String(process.pid))).listen(process.argv[1]);`;

async function options(program: string, ...args: string[]): Promise<ProgramOptions> {
  const folder = await mkdtemp(join(tmpdir(), 'program-process-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const port = await freePort();
  return {
    ...{ program, args: [...args, String(port)], logFile: join(folder, 'log') },
    ...{ url: `http://127.0.0.1:${port}`, signal: new AbortController().signal },
  };
}

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  await once(listening.close(), 'close');
  return port;
}

const ask = async (url: string) => (await fetch(url)).text();

test('a program is restarted in good order, and ends when it is disposed of', async () => {
  const setting = await options(process.execPath, '--eval', server);
  await using program = await startProgram(setting);
  const before = await ask(setting.url);
  await program.restart();
  expect(await ask(setting.url)).not.toBe(before);
  expect(await readFile(setting.logFile, 'utf8')).toBe('in good order\n');
  await program[Symbol.asyncDispose]();
  await expect(ask(setting.url)).rejects.toThrow('fetch failed');
});

test('a program that ends at once is told of with the end of its log, and one that is not there too', async () => {
  const fails = startProgram(await options('sh', '-c', 'echo no luck today; exit 3'));
  await expect(fails).rejects.toThrow(TargetDidNotStart);
  await expect(fails).rejects.toThrow(/Its log .* ends with:\nno luck today$/);
  await expect(startProgram(await options('no-such-program'))).rejects.toThrow(/no-such-program/);
});

test('no program is taken for another that listens at its address', async () => {
  const setting = await options(process.execPath, '--eval', server);
  await using _ = await startProgram(setting);
  await expect(startProgram(setting)).rejects.toThrow('Another program listens at');
});

test('a program ends with whoever started it, however that ends', async () => {
  const { signal: _, ...setting } = await options(process.execPath, '--eval', server);
  const script = `
    import { startProgram } from '${new URL('program-process.ts', import.meta.url)}';
    await startProgram({ ...${JSON.stringify(setting)}, signal: new AbortController().signal });
    process.kill(process.pid, 'SIGKILL');`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  expect((await once(starter, 'exit'))[1]).toBe('SIGKILL');
  await expect.poll(() => ask(setting.url).catch(() => 'gone'), { timeout: 30_000 }).toBe('gone');
});
