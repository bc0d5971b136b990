import { fileURLToPath } from 'node:url';
import type { Format, renderRun } from '../../../reports/render.ts';
import type { Registry } from '../../../requirements/registry.ts';
import type { NamedCase } from '../load-cases.ts';

/** What the commands are made of. Tests put in a part that misbehaves. */
export type Composition = {
  loadRegistry(): Promise<Registry>;
  loadCases(): Promise<NamedCase[]>;
  renderRun(folder: string, formats?: readonly Format[]): ReturnType<typeof renderRun>;
  io: Io;
  /** Aborted by Ctrl-C, and by a crash outside of what is awaited; the reason tells which. */
  signal: AbortSignal;
  /** The command as it was typed, to reproduce it. */
  command: string;
};

export type Io = {
  out(text: string): void;
  err(text: string): void;
  /** Columns of the terminal on stderr; null where it is none. */
  readonly columns: number | null;
  readonly color: boolean;
};

const terminal: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  get columns() {
    return process.stderr.isTTY && process.env.TERM !== 'dumb' ? process.stderr.columns || 80 : null;
  },
  get color() {
    return this.columns !== null && !process.env.NO_COLOR;
  },
};

/** The real parts, each loaded when it is used, so that no command waits for what another needs. */
export function standardComposition(argv: readonly string[], signal: AbortSignal): Composition {
  return {
    loadRegistry: async () => (await import('../../../requirements/registry.ts')).loadRegistry(),
    loadCases: async () => (await import('../load-cases.ts')).loadCases(),
    renderRun: async (...run) => (await import('../../../reports/render.ts')).renderRun(...run),
    io: terminal,
    signal,
    command: ['authproof', ...argv.map(quoted)].join(' '),
  };
}

/** Targets that come with the package. */
export const targetsFolder = fileURLToPath(new URL('../../targets', import.meta.url));

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
