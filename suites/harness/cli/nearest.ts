import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean …?`, or all that is known where nothing comes near. */
export function suggestion(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === undefined ? `Expected one of ${known.join(', ')}.` : `Did you mean ${found}?`;
}

/** What a mistyped word was probably meant to be: one that begins like it or holds it, or that differs by few letters. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word === '' || known.length === 0) return undefined;
  const longer = known.find((one) => one.startsWith(word)) ?? known.find((one) => one.includes(word));
  if (longer !== undefined) return longer;
  const found = closest(word, known);
  return distance(word, found) <= Math.max(1, Math.floor(word.length / 2)) ? found : undefined;
}
