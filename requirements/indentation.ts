import type { YAMLError } from 'yaml';

/** A line that does not begin where it should; `key` is empty where it begins with none. */
export type Misplaced = { line: number; column: number; key: string; message: string };

/** A key, or the `-` of a list item, that a line begins with. */
type Start = { name: string; column: number; line: number };

/** The parser's faults that are about where a line begins, and lie in that line. */
const ofItsLine =
  /^(All (mapping|sequence) items must start|Sequence item without -|A block sequence may not|Unexpected scalar at node end|Tabs are not allowed)/;

/** The line to mend, and the column that it should begin in, where that is what the fault is about. */
export function misplacedBy(
  fault: YAMLError,
  faults: readonly YAMLError[],
  source: string,
): Misplaced | null {
  const offset = offsetInLine(fault, faults, source);
  if (offset === null) return null;
  const lines = source.split(/\r?\n/);
  const line = source.slice(0, offset).split('\n').length;
  const text = lines[line - 1] ?? '';
  const spaced = text.replace(/^[\s-]+/, (lead) => lead.replaceAll('\t', ' '));
  const [first] = startsOf(spaced, line);
  const key = first === undefined || first.name === '-' ? '' : first.name;
  const tab = /^[ -]*\t/.exec(text);
  if (tab) return { line, column: tab[0].length, key, message: 'expected spaces; found a tab' };
  const like = first && neighbourOf(first, lines.slice(0, line - 1));
  if (!like || like.column === first.column) return null;
  const [what, whose] = key ? ['', like.name] : ['its - ', 'the one before'];
  const message = `expected ${what}in column ${like.column}, like ${whose} (line ${like.line})`;
  return { line, column: first.column, key, message };
}

function offsetInLine({ message, pos: [start] }: YAMLError, faults: readonly YAMLError[], source: string) {
  if (ofItsLine.test(message)) {
    // Its position may be before comments, or where the line above ends.
    const [gap = ''] = /^(?:\s|#.*)*/.exec(source.slice(start)) ?? [];
    const offset = start + gap.length;
    const before = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
    return /^[\s-]*$/.test(before) ? offset : null;
  }
  // A key too far to the right goes on with the value above it, until its colon shows that it is a key.
  const alike = faults.filter(({ pos }) => pos[0] === start);
  const runsOn = alike.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY');
  return runsOn && alike.some(({ code }) => code === 'BLOCK_AS_IMPLICIT_KEY') ? runsOn.pos[1] : null;
}

/** The last line before it that it should begin like: of the level that it falls short of, or else of the deepest. */
function neighbourOf(misplaced: Start, before: readonly string[]): Start | undefined {
  let open: Start[] = [];
  for (const [index, text] of before.entries()) {
    const starts = startsOf(text, index + 1);
    const [first] = starts;
    if (first) open = [...open.filter(({ column }) => column < first.column), ...starts];
  }
  const ofItsKind = open.filter(({ name }) => (name === '-') === (misplaced.name === '-'));
  return ofItsKind.find(({ column }) => column > misplaced.column) ?? ofItsKind.at(-1);
}

/** Its dashes, and the key after them. */
function startsOf(text: string, line: number): Start[] {
  const [, lead = '', , name] = /^( *(?:-(?: +|$))*)(?:(["']?)([\w.-]{1,40})\2 *:(?:\s|$))?/.exec(text) ?? [];
  const starts = [...lead.matchAll(/-/g)].map(({ index }) => ({ name: '-', column: index + 1, line }));
  return name === undefined ? starts : [...starts, { name, column: lead.length + 1, line }];
}
