import { CommanderError } from 'commander';
import { CutShort, NotResults, ResultsExist } from '../../../reports/results-file.ts';
import { NoRun, NotOfTheFormat } from '../../../reports/run-folder.ts';
import { InvalidFile } from '../../../requirements/yaml-file.ts';
import { EnvironmentProblem } from '../oauth/discovery.ts';
import { UnknownSelection } from '../select.ts';
import { RemoteTarget } from '../session.ts';
import { LaunchFailed } from '../target/launch.ts';

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

const usageErrors = [
  UsageError,
  InvalidFile,
  UnknownSelection,
  RemoteTarget,
  ResultsExist,
  NoRun,
  NotResults,
  NotOfTheFormat,
  CutShort,
];

/** The exit code that an error stands for; what is none of these is a fault of the harness. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
  if (usageErrors.some((type) => error instanceof type)) return exit.usage;
  if (error instanceof NothingSelected) return exit.inconclusive;
  if (error instanceof EnvironmentProblem || error instanceof LaunchFailed) return exit.environment;
  if (error instanceof Error && error.name === 'AbortError') return exit.cancelled;
  return exit.fault;
}
