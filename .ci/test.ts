// npm test [-- PATH…]: all tests of this machine, or of the files whose path contains one of these.
// --strict: what can't run fails. --prove: every mutant as well.
import { parseArgs } from 'node:util';
import { runProve } from './run-prove.ts';
import { runVitest } from './run-vitest.ts';
import { conclude } from './tally.ts';
import { tools } from './tools.ts';

const { values, positionals } = parseArgs({
  options: {
    strict: { type: 'boolean', default: false },
    prove: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const missing = tools.filter((tool) => !tool.isThere());
const run = await runVitest(
  positionals,
  missing.map(({ tag }) => tag),
).catch((error: unknown) => {
  console.error(error);
  return { tally: { passed: 0, failed: 1, skipped: 0 }, skippedFor: () => 0 };
});

for (const { tag, what, remedy } of missing) {
  const count = run.skippedFor(tag);
  if (count > 0) console.log(`${count} not run for want of ${what}; ${remedy}.`);
}
const tallies = [run.tally, ...(values.prove ? [await runProve()] : [])];
const { line, exitCode } = conclude(tallies, values);
console.log(line);
process.exitCode = exitCode;
