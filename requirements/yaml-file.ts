import { readFile } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { misplacedBy } from './indentation.ts';
import { InvalidFile, type InvalidFileCode, type Problem } from './invalid-file.ts';
import { check, type Path } from './schema-findings.ts';

export { InvalidFile, type InvalidFileCode, type Problem } from './invalid-file.ts';

/** A file that fits its schema, and still knows where in the text each value stands. */
export interface YamlFile<T> {
  file: string;
  value: T;
  /** The error for a later check (a key file that does not exist), pointing at the line of the value. */
  problem(path: Path, message: string): InvalidFile;
}

/**
 * Reads a YAML 1.2 file. `file` appears in messages as given, and `least` is what an empty one is told to need.
 * @throws {InvalidFile} naming every problem, with its line.
 */
export async function readYaml<T>(file: string, schema: z.ZodType<T>, least?: string): Promise<YamlFile<T>> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const message = whyUnreadable[cause.code ?? ''] ?? `cannot be read (${cause.code})`;
    throw new InvalidFile([{ code: 'file-missing', file, message }], { cause });
  });
  return parseYaml(file, decode(file, bytes), schema, least);
}

/** The same for text that is at hand already. @throws {InvalidFile} */
export function parseYaml<T>(
  file: string,
  source: string,
  schema: z.ZodType<T>,
  least?: string,
): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(source, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    lineCounter: lines,
    // Pretty errors quote the line, and the line may hold a secret.
    prettyErrors: false,
  });
  const problemAt = (code: InvalidFileCode, offset: number, message: string, key = ''): Problem => {
    const { line, col } = lines.linePos(offset);
    return { code, file, message, line: Math.max(line, 1), column: Math.max(col, 1), ...(key && { key }) };
  };

  const faults = [...document.errors, ...document.warnings].sort(byTabThenPlace);
  // One broken line makes the parser stumble several times; its first complaint is the useful one.
  const syntax: Problem[] = [];
  for (const fault of faults) {
    const misplaced = misplacedBy(fault, faults, source);
    if (misplaced) {
      const { key, ...place } = misplaced;
      syntax.push({ code: 'not-yaml', file, ...place, ...(key && { key }) });
      break; // what follows was read as a part of something else
    }
    const { pos, code, message } = fault;
    const ours = syntaxMessages[code]?.(source.slice(pos[0]), message);
    syntax.push(problemAt('not-yaml', pos[0], ours ?? unquoted(message)));
  }
  throwIfAny(syntax.filter(({ line }, index) => syntax[index - 1]?.line !== line));
  throwIfAny(unresolvedAliases(document).map((offset) => problemAt('not-yaml', offset, unresolvedAlias)));

  if (document.contents === null || (isScalar(document.contents) && document.contents.source === '')) {
    const message = `the file is empty${least === undefined ? '' : `; expected at least ${least}`}`;
    throw new InvalidFile([{ code: 'file-empty', file, message }]);
  }
  const result = check(schema, toValue(document, file));
  if ('findings' in result) {
    throwIfAny(
      result.findings.map(({ code, path, at, message }) =>
        problemAt(
          code,
          offsetOf(document, path, at),
          message,
          toKey(at === 'key' ? path.slice(0, -1) : path),
        ),
      ),
    );
    throw new Error(`${file} was refused without a reason`);
  }
  return {
    file,
    value: result.value,
    problem: (path, message) =>
      new InvalidFile([problemAt('invalid-value', offsetOf(document, path, 'value'), message, toKey(path))]),
  };
}

/** A tab makes the parser stumble before it as well. */
function byTabThenPlace(a: YAMLError, b: YAMLError): number {
  const isTab = ({ code }: YAMLError) => Number(code === 'TAB_AS_INDENT');
  return isTab(b) - isTab(a) || a.pos[0] - b.pos[0];
}

const whyUnreadable: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'expected a file; found a folder',
  EACCES: 'the file may not be read by this user',
};

const unresolvedAlias = 'an alias without its anchor; text that starts with * needs quotes';

/** More than any file of ours needs, and far from what an expansion attack needs. */
const mostAliases = 100;

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InvalidFile([{ code: 'not-yaml', file, message: 'the file is not UTF-8 text' }], { cause });
  }
}

function throwIfAny([first, ...rest]: readonly Problem[]): void {
  if (first) throw new InvalidFile([first, ...rest]);
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (cause) {
    const message = `aliases expand to more than ${mostAliases} values`;
    throw new InvalidFile([{ code: 'not-yaml', file, message }], { cause });
  }
}

/** The parser's sentence without the piece of the file that it quotes, and without its advice to programmers. */
function unquoted(message: string): string {
  return message.replace(/(: |; |(?<=escape sequence) ).*$/s, '');
}

/** Our words where the parser's quote the file, or could say more. */
const syntaxMessages: Record<string, (source: string, message: string) => string | undefined> = {
  DUPLICATE_KEY: (source) => {
    const [key] = /^[\w.-]{1,40}/.exec(source) ?? [];
    return key ? `the key "${key}" appears twice` : 'a key appears twice';
  },
  BAD_INDENT: (_, message) => {
    const [, bracket] = /sufficiently indented and end with a (.)/.exec(message) ?? [];
    return bracket && `expected ${bracket} before here, or this line further to the right`;
  },
  BLOCK_AS_IMPLICIT_KEY: () => 'text that holds ": " needs quotes',
  TAG_RESOLVE_FAILED: () => 'an unknown tag; text that starts with ! needs quotes',
};

function unresolvedAliases(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (!alias.resolve(document)) offsets.push(alias.range?.[0] ?? 0);
    },
  });
  return offsets;
}

/** Where the value (or its key) starts; for what is missing, the nearest thing around it. */
function offsetOf(document: Document, path: Path, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, segment] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(segment));
      if (!pair) return offset;
      const keyOffset = startOf(pair.key) ?? offset;
      const isLast = depth === path.length - 1;
      const standsAlone = isScalar(pair.value) && pair.value.value !== null;
      // A map or list is best pointed at by its key, which stands on the line that a person looks for.
      offset = isLast && at === 'value' && standsAlone ? (startOf(pair.value) ?? keyOffset) : keyOffset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)];
      if (item === undefined) return offset;
      offset = startOf(item) ?? offset;
      node = item;
    } else return offset;
    if (isAlias(node)) return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}

/** `oauth.clients[2].alg`; a key that is no plain word is quoted. */
function toKey(path: Path): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') return `${text}[${segment}]`;
    if (!/^[\w-]+$/.test(segment)) return `${text}[${JSON.stringify(segment)}]`;
    return text ? `${text}.${segment}` : segment;
  }, '');
}
