import { expect, test } from 'vitest';
import { toRunReport } from './assess.ts';
import { reproduceCommand } from './reproduce.ts';
import { makeResult, makeRun } from './testing/make-run.ts';
import { sampleLoadRun } from './testing/sample-load.ts';

function reproduced(command: string, given: { seed?: string; variant?: string | null } = {}): string {
  const result = makeResult({ variant: given.variant ?? null });
  const run = { command, seed: given.seed ?? '4f1c9a' };
  return reproduceCommand(toRunReport(makeRun([result], { header: { run } })), result);
}

test('the same target, this case alone, the seed of the run', () => {
  expect(reproduced('authproof run --target some-idp')).toBe(
    'npx authproof run --target some-idp --case client-auth/assertion-replay --seed 4f1c9a',
  );
});

test('a variant is quoted, since # begins a comment', () => {
  expect(reproduced('authproof run', { variant: 'alg-none' })).toBe(
    "npx authproof run --case 'client-auth/assertion-replay#alg-none' --seed 4f1c9a",
  );
});

test('what chose the cases or the output is left out, the rest stays as it was quoted', () => {
  const command =
    "npx authproof run --area sessions --case='a/*' --out /tmp/x --json --target './my targets/idp.yaml' --repeat 3 --allow-remote --seed 1";
  expect(reproduced(command)).toBe(
    "npx authproof run --target './my targets/idp.yaml' --allow-remote --case client-auth/assertion-replay --seed 4f1c9a",
  );
});

test('a seed cannot break out of its quotes', () => {
  expect(reproduced('authproof run', { seed: "a'; rm -rf b" })).toContain(`--seed 'a'\\''; rm -rf b'`);
});

test('a run under load has no seed to repeat', () => {
  const run = toRunReport(sampleLoadRun());
  const result = run.cases.find(({ id }) => id === 'load/client-auth/replay-storm');
  expect(result && reproduceCommand(run, result)).toBe(
    'npx authproof load client-auth --target some-idp --case load/client-auth/replay-storm',
  );
});
