import { expect, test } from 'vitest';
import { conclude, tallyOf } from './tally.ts';

const green = { passed: 3, failed: 0, skipped: 0 };
const lenient = { strict: false };

test('every test is counted once, and what went wrong outside of them as a failure each', () => {
  expect(tallyOf(['passed', 'passed', 'failed', 'skipped'], 2)).toEqual({ passed: 2, failed: 3, skipped: 1 });
});

test('a test that was still running when its worker died has failed', () => {
  expect(tallyOf(['pending'])).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the line is the sum over all runners', () => {
  const red = { passed: 1, failed: 2, skipped: 4 };
  expect(conclude([green, red], lenient)).toEqual({ line: '4 passed, 2 failed, 4 skipped', exitCode: 1 });
});

test('what could not run is skipped, and has failed when strict', () => {
  const partly = { ...green, skipped: 2 };
  expect(conclude([partly], lenient)).toEqual({ line: '3 passed, 0 failed, 2 skipped', exitCode: 0 });
  expect(conclude([partly], { strict: true })).toEqual({
    line: '3 passed, 2 failed, 0 skipped',
    exitCode: 1,
  });
});

test('a run in which no test ran fails', () => {
  expect(conclude([tallyOf(['skipped'])], lenient).exitCode).toBe(1);
  expect(conclude([tallyOf([])], lenient).exitCode).toBe(1);
});
