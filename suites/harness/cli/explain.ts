import type { Io } from './composition.ts';
import { exit, exitCodeOf } from './exit-codes.ts';

/** Tells a person what stopped the command, and answers the exit code that stands for it. */
export function explain(error: unknown, { err }: Io): number {
  const code = exitCodeOf(error);
  const saidAlready = code === exit.cancelled || (error instanceof Error && error.name === 'CommanderError');
  if (code === exit.fault) err(describeFault(error));
  else if (!saidAlready) err(`${error instanceof Error ? error.message : String(error)}\n`);
  return code;
}

function describeFault(error: unknown): string {
  const what = error instanceof Error ? error.stack : String(error);
  return `a fault in authproof itself, so there is no verdict:\n${what}\nPlease report it, with the command you ran.\n`;
}
