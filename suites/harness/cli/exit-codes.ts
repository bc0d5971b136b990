/** DESIGN section 4. */
export const exit = {
  ok: 0,
  nonconformant: 1,
  usage: 2,
  environment: 3,
  inconclusive: 4,
  fault: 5,
  cancelled: 130,
} as const;

/** The command line was used wrongly; the message says how to use it. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** A valid selection that holds no case. Exit 4. */
export class NothingSelected extends Error {
  override readonly name = 'NothingSelected';
  readonly code = 'nothing-selected';
}

/** The reference server itself fails a case, so no mutant can be judged by it. Exit 4. */
export class NotGreen extends Error {
  override readonly name = 'NotGreen';
  readonly code = 'not-green';
}

/** Ctrl-C, or another signal that asks the process to end. Exit 130. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly code = 'cancelled';
}

/** By name: importing the classes would load all of the harness before the command is even known. */
const exitCodes: ReadonlyMap<string, number> = new Map([
  ['UsageError', exit.usage],
  ['InvalidFile', exit.usage],
  ['UnknownSelection', exit.usage],
  ['RemoteTarget', exit.usage],
  ['ResultsExist', exit.usage],
  ['NoRun', exit.usage],
  ['NotResults', exit.usage],
  ['NotOfTheFormat', exit.usage],
  ['CutShort', exit.usage],
  ['EnvironmentProblem', exit.environment],
  ['LaunchFailed', exit.environment],
  ['NoAnswer', exit.environment],
  ['NoK6', exit.environment],
  ['NothingSelected', exit.inconclusive],
  ['NotGreen', exit.inconclusive],
]);

/** The exit code that an error stands for; what is known by nothing is a fault of the harness. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return exit.fault;
  if (wasCancelled(error)) return exit.cancelled;
  // It also throws where it was asked for help, and gave it.
  if (error.name === 'CommanderError')
    return 'exitCode' in error && error.exitCode === 0 ? exit.ok : exit.usage;
  return exitCodes.get(error.name) ?? exit.fault;
}

/** What fails because of Ctrl-C has that as its cause, however deep. */
function wasCancelled(error: unknown): boolean {
  return error instanceof Error && (error instanceof Cancelled || wasCancelled(error.cause));
}
