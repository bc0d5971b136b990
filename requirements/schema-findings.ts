import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';

/** Where in a document: map keys and list positions, from the top. */
export type Path = readonly (string | number)[];

/** One thing that a schema has against a value, in words for the person who wrote the file. */
export interface Finding {
  code: 'unknown-key' | 'invalid-value';
  path: Path;
  /** Whether the key itself is wrong, or what it holds. */
  at: 'key' | 'value';
  message: string;
}

/** Checks a value; a schema's own messages are kept and should read `expected …`. */
export function check<T>(schema: z.ZodType<T>, value: unknown): { value: T } | { findings: Finding[] } {
  const result = schema.safeParse(value, { error: inWords });
  if (result.success) return { value: result.data };
  return { findings: result.error.issues.flatMap((issue) => toRemarks(issue, [])).map(withFound(value)) };
}

interface Remark extends Finding {
  /** Judges the whole value ("expected a list"), so in a union this branch was hardly meant. */
  ofWhole: boolean;
  showsFound: boolean;
}

type Issue = z.core.$ZodIssue;

function toRemarks(issue: Issue, above: Path): Remark[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  const remark: Remark = {
    code: 'invalid-value',
    path,
    at: 'value',
    message: issue.message,
    ofWhole: issue.code === 'invalid_type' || issue.code === 'invalid_value',
    showsFound: issue.code !== 'custom',
  };
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split('\n').filter(Boolean);
    return issue.keys.map((key) => ({
      ...remark,
      code: 'unknown-key',
      path: [...path, key],
      at: 'key',
      message: unknownKey(key, known, path),
      showsFound: false,
    }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({ ...remark, at: 'key', message, showsFound: false }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return remarksOfUnion(issue.errors, remark);
  }
  return [remark];
}

/** The branch that was most likely meant; where no branch takes this kind of value, what all of them would take. */
function remarksOfUnion(errors: readonly Issue[][], union: Remark): Remark[] {
  const branches = errors.map((issues) => issues.flatMap((issue) => toRemarks(issue, union.path)));
  const isOfWhole = (remark: Remark) => remark.ofWhole && remark.path.length === union.path.length;
  const [meant] = branches.filter((branch) => !branch.some(isOfWhole)).sort((a, b) => a.length - b.length);
  if (meant) return meant;
  const wanted = branches.flat().filter(isOfWhole);
  const kinds = new Set(wanted.map(({ message }) => message.replace(/^expected /, '')));
  return [{ ...union, ofWhole: true, message: `expected ${[...kinds].join(' or ')}` }];
}

/** Zod's issue in our words; for unknown keys the known ones, a line each: only here is the schema at hand. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return knownKeys(issue.inst).join('\n');
    case 'invalid_type':
      return `expected ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : 'expected another value';
    case 'too_small':
      return `expected ${bound(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue)}`;
    case 'too_big':
      return `expected ${bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue)}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `expected ${issue.format === 'regex' ? `text like ${issue.pattern}` : (formats[issue.format] ?? issue.format)}`;
    default:
      return undefined;
  }
};

const kinds: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing',
};

const formats: Record<string, string> = {
  url: 'a URL',
  email: 'an email address',
  uuid: 'a UUID',
  datetime: 'a date and time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
};

const mostOptions = 12;

function oneOf(values: readonly unknown[]): string {
  if (values.length === 1) return `expected ${JSON.stringify(values[0])}`;
  const shown = values.slice(0, mostOptions).map(String);
  return `expected one of ${shown.join(', ')}${values.length > mostOptions ? ', …' : ''}`;
}

function bound(words: string, size: number | bigint, { origin, exact }: { origin: string; exact?: boolean }) {
  const unit = { string: 'character', array: 'item', set: 'item', map: 'entry' }[origin];
  const amount = unit
    ? `${size} ${Number(size) === 1 ? unit : unit.replace(/y$/, 'ie').concat('s')}`
    : `${size}`;
  return `${exact ? 'exactly' : words} ${amount}`;
}

function knownKeys(schema: unknown): string[] {
  const { shape, keyType } = schema as {
    shape?: object;
    keyType?: { options?: readonly unknown[] };
  };
  return shape ? Object.keys(shape) : (keyType?.options ?? []).map(String);
}

function unknownKey(key: string, known: readonly string[], path: Path): string {
  const list = known.length > 0 ? `; known are ${known.join(', ')}` : '';
  // A secret pasted with braces around it is parsed as a key.
  if (isSecret(path)) return `unknown key${list}`;
  const name = JSON.stringify(short(key));
  const nearest = known.length > 0 ? closest(key, known) : '';
  const steps = distance(key, nearest);
  // Two swapped letters are two steps; beyond half the letters a guess misleads, and the list helps more.
  const isNear = nearest && steps < key.length && steps <= Math.max(2, key.length / 2);
  return `unknown key ${name}${isNear ? `; did you mean ${JSON.stringify(nearest)}?` : list}`;
}

function withFound(value: unknown) {
  return ({ code, path, at, message, showsFound }: Remark): Finding => {
    if (!showsFound) return { code, path, at, message };
    const found = valueAt(value, path);
    const text = found === undefined ? `missing; ${message}` : `${message}; found ${describe(found, path)}`;
    return { code, path, at, message: text };
  };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

function isMap(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Keys under which a person may have put the secret itself instead of the file that holds it. */
const secretKey = /(secret|password|passphrase|token|key|credential)s?$/i;

function isSecret(path: Path): boolean {
  return path.some((key) => typeof key === 'string' && secretKey.test(key));
}

function describe(value: unknown, path: Path): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a map';
  if (isSecret(path)) return `a ${typeof value}`;
  if (typeof value !== 'string') return String(value);
  return value.length > longestShown ? `a string of ${value.length} characters` : JSON.stringify(value);
}

const longestShown = 40;

function short(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
