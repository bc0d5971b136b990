import { startVitest } from 'vitest/node';
import { type Tally, tallyOf } from './tally.ts';

/** One run of vitest in the working directory. */
export type VitestRun = {
  tally: Tally;
  /** How many tests with this tag did not run. */
  skippedFor(tag: string): number;
};

/** Runs all test files, or those whose path contains one of the filters, without the tests that have one of the tags. */
export async function runVitest(filters: string[], withoutTags: readonly string[]): Promise<VitestRun> {
  const tagsFilter = withoutTags.map((tag) => `!${tag}`);
  const { state } = await startVitest(filters, { watch: false, tagsFilter });
  const modules = state.getTestModules();
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const tests = modules.flatMap(({ children }) => [...children.allTests()]);
  const brokenSuites = suites.filter((suite) => suite.errors().length > 0).length;
  const tally = tallyOf(
    tests.map((test) => test.result().state),
    brokenSuites + state.getUnhandledErrors().length,
  );
  // Set without a failed test when vitest itself had trouble, for example while it closed.
  const hadTrouble = Boolean(process.exitCode) && tally.failed === 0;
  return {
    tally: hadTrouble ? { ...tally, failed: 1 } : tally,
    skippedFor: (tag) =>
      tests.filter((test) => test.tags.includes(tag) && test.result().state === 'skipped').length,
  };
}
