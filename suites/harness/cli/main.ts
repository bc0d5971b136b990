import { toProgram } from './command-line.ts';
import { type Composition, standardComposition } from './composition.ts';
import { Cancelled, exit } from './exit-codes.ts';
import { explain } from './explain.ts';

/** The command line. Answers the exit code of DESIGN section 4, and leaves ending the process to its caller. */
export async function main(argv: readonly string[], parts: Partial<Composition> = {}): Promise<number> {
  const stop = new AbortController();
  const composition: Composition = { ...standardComposition(argv, stop.signal), ...parts };
  using _listening = listen(stop, composition);
  try {
    let exitCode: number = exit.ok;
    await toProgram(composition, (code) => {
      exitCode = code;
    }).parseAsync(argv, { from: 'user' });
    // What crashed beside the command's own work: its answer can't be relied on.
    if (!(stop.signal.reason instanceof Cancelled)) stop.signal.throwIfAborted();
    return exitCode;
  } catch (error) {
    return explain(error, composition.io);
  }
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns signals and crashes into an orderly end, so that what runs is ended and what was gathered is written. */
function listen(stop: AbortController, { io }: Composition): Disposable {
  const onSignal = (name: string) => {
    // On a terminal the live line may stand there, or the ^C that was typed.
    io.err(`${io.columns === null ? '' : '\n'}Stopping (${name}); once more stops at once.\n`);
    stop.abort(new Cancelled(`stopped by ${name}`));
  };
  const onCrash = (error: Error) => {
    // A second one leaves no good order to hope for.
    if (stop.signal.aborted) process.exit(explain(error, io));
    stop.abort(error);
  };
  // Each signal once: the next one ends the process as if nobody listened.
  for (const name of stopSignals) process.once(name, onSignal);
  process.on('uncaughtException', onCrash);
  return {
    [Symbol.dispose]() {
      for (const name of stopSignals) process.removeListener(name, onSignal);
      process.removeListener('uncaughtException', onCrash);
    },
  };
}
