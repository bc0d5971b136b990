export type Tally = { passed: number; failed: number; skipped: number };

/** What a test came to; a pending one was still running when its worker died. */
export type TestState = 'passed' | 'failed' | 'skipped' | 'pending';

/** Counts tests, and as a failure each whatever went wrong outside of them (a file that does not load, a hook). */
export function tallyOf(states: readonly TestState[], faults = 0): Tally {
  const count = (...wanted: TestState[]) => states.filter((state) => wanted.includes(state)).length;
  return { passed: count('passed'), failed: count('failed', 'pending') + faults, skipped: count('skipped') };
}

/** The sum over all runners. Strict: what could not run has failed. */
export function conclude(tallies: readonly Tally[], { strict }: { strict: boolean }) {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  const passed = sum('passed');
  const failed = sum('failed') + (strict ? sum('skipped') : 0);
  const skipped = strict ? 0 : sum('skipped');
  return {
    line: `${passed} passed, ${failed} failed, ${skipped} skipped`,
    // A run in which nothing ran has shown nothing.
    exitCode: failed > 0 || passed === 0 ? 1 : 0,
  };
}
