/**
 * A part that acts otherwise on these arguments and as the right one on all others, which the watch is told: only results
 * that have such arguments need be tried. It is made of the right part, so that the two can't drift apart.
 */
export function onlyWhere<Part extends (...args: never[]) => unknown>(
  right: Part,
  differs: (...args: Parameters<Part>) => boolean,
  otherwise: Part,
): Part & { differs(...args: Parameters<Part>): boolean } {
  const part = (...args: Parameters<Part>) => (differs(...args) ? otherwise : right)(...args);
  return Object.assign(part as Part, { differs });
}
