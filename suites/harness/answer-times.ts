/** A quarter, half and three quarters of the values are no greater than these. */
export function quartilesOf(values: readonly number[]): [lower: number, median: number, upper: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return [at(0.25), at(0.5), at(0.75)];
}

/**
 * Whether answers of two kinds are told apart by their times: one median is `factor` times the other or more, and the
 * middle halves don't overlap. The second keeps a server out that is slow every other time, whomever it answers: where
 * kinds are as good as drawn by lot, 100 of each are so far apart less than once in 10^11.
 */
export function toldApart(one: readonly number[], other: readonly number[], factor: number): boolean {
  const [a, b] = [quartilesOf(one), quartilesOf(other)].sort(([, a], [, b]) => a - b);
  if (!a || !b) return false;
  const [, fast, fastUpper] = a;
  const [slowLower, slow] = b;
  return slow >= factor * fast && slowLower > fastUpper;
}

/** Milliseconds that one measurement may take: two of them, and what goes before, must fit into the time of a case. */
const longestMeasurement = 10_000;
const enoughTries = 100;
/** Of a server that is slow every other time, two measurements of so many find the kinds apart less than once in 10^6. */
const leastTries = 20;

/** How often to ask for each of two kinds, whose answers together take so long; null where that can't be often enough. */
export function affordableTries(msOfBoth: number): number | null {
  const tries = Math.min(enoughTries, Math.floor(longestMeasurement / msOfBoth));
  return tries < leastTries ? null : tries;
}
