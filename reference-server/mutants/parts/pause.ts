/** Lets other requests go on for so long; timers can't be set to less than a millisecond. */
export async function pause(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) await new Promise(setImmediate);
}
