// @module-tag end-to-end
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { grant, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const bin = fileURLToPath(new URL('../../../bin/authproof.js', import.meta.url));
const at = temporaryFolder();

const failing = 'client-auth/wrong-basic-secret-is-refused#empty-token';
const finding = `${failing} (CA-041): accepted, must be refused: `;
const clearToEnd = '\u001b[K';
const liveLine = `\r1/1 done, 1 failure so far, about 0 s left${clearToEnd}`;

/** One case result that fails, told on a terminal that `script` makes; what the terminal got is answered. */
async function failOnTerminal(name: string, env: Record<string, string>) {
  await using server = await startTinyServer({ token: grant });
  const target = await writeTarget(at(name), server.url);
  const selected = ['--target', target, '--case', failing];
  const command = [process.execPath, bin, 'run', ...selected, '--out', at(`${name}-run`)];
  const quoted = command.map((word) => `'${word}'`).join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--command', quoted, '/dev/null'], {
    env: { PATH: process.env.PATH, SHELL: '/bin/sh', TERM: 'xterm', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [written, [exitCode]] = await Promise.all([text(terminal.stdout), once(terminal, 'exit')]);
  expect(exitCode, written).toBe(1);
  return written;
}

test.concurrent('on a terminal the live line is written over, and findings are coloured', async () => {
  const written = await failOnTerminal('coloured', {});
  expect(written).toContain(liveLine);
  expect(written).toContain(`\u001b[31mfailed\u001b[39m ${finding}`);
});

test.concurrent('with NO_COLOR the live line stays, and nothing is coloured', async () => {
  const written = await failOnTerminal('plain', { NO_COLOR: '1' });
  expect(written).toContain(liveLine);
  expect(written).toContain(`failed ${finding}`);
  expect(written.replaceAll(clearToEnd, '')).not.toContain('\u001b');
});

test.concurrent('an empty NO_COLOR asks for nothing', async () => {
  expect(await failOnTerminal('empty', { NO_COLOR: '' })).toContain('\u001b[31mfailed\u001b[39m ');
});

test.concurrent('a terminal that understands no commands is sent none', async () => {
  const written = await failOnTerminal('dumb', { TERM: 'dumb' });
  expect(written).toContain(`failed ${finding}`);
  expect(written).not.toContain('\u001b');
  expect(written).not.toContain(' done, ');
});
