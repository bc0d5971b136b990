import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../../../../reports/run-report.ts';

const bin = fileURLToPath(new URL('../../../../bin/authproof.js', import.meta.url));

export type Ended = { exitCode: number | null; stdout: string; stderr: string };

/** A process that still runs. */
export type Running = {
  child: ChildProcess;
  /** What it has written so far. */
  heard: Readonly<Record<'stdout' | 'stderr', string>>;
  /** Settles once stderr holds this. */
  said(pattern: RegExp): Promise<void>;
  ended: Promise<Ended>;
};

/** Runs the command line as a person would, without a terminal. */
export function authproof(...args: string[]): Promise<Ended> {
  return startAuthproof(args).ended;
}

export function startAuthproof(args: string[], { cwd = process.cwd() } = {}): Running {
  return start([bin, ...args], { cwd });
}

/**
 * The command line composed with parts that misbehave: `parts` is the source of an object, in which `loadCases` and
 * `renderRun` are the real ones.
 */
export async function composed(parts: string, ...args: string[]): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-composed-'));
  const entry = join(folder, 'entry.mjs');
  await writeFile(
    entry,
    `import { main } from '${new URL('../main.ts', import.meta.url)}';
    import { loadCases } from '${new URL('../../load-cases.ts', import.meta.url)}';
    import { renderRun } from '${new URL('../../../../reports/render.ts', import.meta.url)}';
    process.exitCode = await main(process.argv.slice(2), ${parts});`,
  );
  // As bin/authproof.js does.
  const env = {
    NODE_COMPILE_CACHE: fileURLToPath(new URL('../../../../node_modules/.cache/authproof', import.meta.url)),
  };
  return start([entry, ...args], { env }).ended.finally(() => rm(folder, { recursive: true }));
}

function start(
  args: string[],
  { env = {}, cwd = process.cwd() }: { env?: Record<string, string>; cwd?: string },
): Running {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text) => {
      heard[name] += text;
    });
  }
  const ended = once(child, 'close').then(([exitCode]): Ended => ({ exitCode, ...heard }));
  return {
    child,
    heard,
    ended,
    said: async (pattern) => {
      while (!pattern.test(heard.stderr)) {
        const isOver = await Promise.race([
          once(child.stderr, 'data').then(() => false),
          ended.then(() => true),
        ]);
        if (isOver && !pattern.test(heard.stderr))
          throw new Error(`it never said ${pattern}: ${heard.stderr}`);
      }
    },
  };
}

/** What report.json of a run folder says. */
export async function reportIn(folder: string): Promise<RunReport> {
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
}

/** The lines of results.jsonl. */
export async function resultsIn(folder: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(join(folder, 'results.jsonl'), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}
