/** `1 result`, `2 results`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Whitespace of any kind folded, and no longer than a reader takes in at a glance. */
export function oneLine(text: string, longest = 300): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded.length <= longest ? folded : `${folded.slice(0, longest - 1).trimEnd()}…`;
}

/**
 * Text that shows what it holds: control characters and those that reorder a line are named instead of obeyed, so
 * that an answer of the target can't disguise itself in a report.
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/gu,
      (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
}
