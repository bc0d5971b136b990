import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Format, renderRun } from '../../../reports/render.ts';
import { loadRegistry, type Registry } from '../../../requirements/registry.ts';
import { loadCases, type NamedCase } from '../load-cases.ts';

/** What the commands are made of. Tests put in a part that misbehaves. */
export type Composition = {
  loadRegistry(): Promise<Registry>;
  loadCases(): Promise<NamedCase[]>;
  renderRun(folder: string, formats: readonly Format[]): ReturnType<typeof renderRun>;
  io: Io;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** The command as it was typed, to reproduce it. */
  command: string;
};

export type Io = {
  out(text: string): void;
  err(text: string): void;
  /** Columns of the terminal on stderr; null where it is none. */
  columns: number | null;
  color: boolean;
};

export const terminal: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  columns: process.stderr.isTTY ? process.stderr.columns : null,
  color: process.stderr.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
};

export function standardComposition(argv: readonly string[], signal: AbortSignal): Composition {
  return {
    loadRegistry,
    loadCases,
    renderRun,
    io: terminal,
    signal,
    command: ['authproof', ...argv.map(quoted)].join(' '),
  };
}

/** Targets that come with the package. */
export const targetsFolder = fileURLToPath(new URL('../../targets', import.meta.url));

export type HarnessVersion = { version: string; commit: string | null };

/** The package's version, and in a clone the commit it stands at. */
export function harnessVersion(): HarnessVersion {
  const folder = packageFolder();
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { version, commit: commit.trim() };
  } catch {
    return { version, commit: null }; // installed from a tarball, or no git at hand
  }
}

/** Sources run in the package's folder, what was built in its dist/. */
function packageFolder(): URL {
  const root = new URL('../../../', import.meta.url);
  return root.pathname.endsWith('/dist/') ? new URL('../', root) : root;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
