/** `1 result`, `2 results`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Whitespace of any kind folded, and no longer than a reader takes in at a glance. */
export function oneLine(text: string, longest = 300): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded.length <= longest ? folded : `${folded.slice(0, longest - 1).trimEnd()}…`;
}
