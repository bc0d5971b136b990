/** What is wrong with a file; stable, so that callers may branch on it. */
export type InvalidFileCode = 'file-missing' | 'file-empty' | 'not-yaml' | 'unknown-key' | 'invalid-value';

/** One thing wrong in one place. Lines and columns count from 1; `key` is a path such as `oauth.clients[2].alg`. */
export interface Problem {
  code: InvalidFileCode;
  file: string;
  message: string;
  line?: number;
  column?: number;
  key?: string;
}

const mostShown = 20;

/** A file that a person wrote cannot be used. The message has one line for each problem, in the file's order. */
export class InvalidFile extends Error {
  override readonly name = 'InvalidFile';
  readonly problems: readonly Problem[];
  /** Of the first problem, like the four below it. */
  readonly code: InvalidFileCode;
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly key: string | undefined;

  constructor(problems: readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    const sorted = problems.toSorted(byPlace);
    super(toLines(sorted), options);
    const first = sorted[0] ?? problems[0];
    this.problems = sorted;
    this.code = first.code;
    this.file = first.file;
    this.line = first.line;
    this.column = first.column;
    this.key = first.key;
  }

  /** Several checks of one file become one error, so that a person mends all of it at once. */
  static throwIfAny(errors: readonly InvalidFile[]): void {
    const [first, ...rest] = errors.flatMap((error) => error.problems);
    if (first) throw new InvalidFile([first, ...rest]);
  }
}

function toLines(problems: readonly Problem[]): string {
  const lines = problems.slice(0, mostShown).map(toLine);
  const left = problems.length - lines.length;
  if (left > 0) lines.push(`… and ${left} more`);
  return lines.join('\n');
}

function toLine({ file, line, column, key, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return key ? `${place} ${key}: ${message}` : `${place}: ${message}`;
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
