import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affordableTries, quartilesOf, toldApart } from './answer-times.ts';

test('quartiles are values that are there, in order', () => {
  expect(quartilesOf([5, 1, 3, 2, 4])).toEqual([2, 3, 4]);
  expect(quartilesOf([7])).toEqual([7, 7, 7]);
});

test('answers are told apart where one kind takes five times as long', () => {
  expect(toldApart([1, 1.1, 0.9, 1.2], [5.5, 5, 6, 5.2], 5)).toBe(true);
  expect(toldApart([5.5, 5, 6, 5.2], [1, 1.1, 0.9, 1.2], 5)).toBe(true);
  expect(toldApart([1, 1.1, 0.9, 1.2], [4, 4, 4, 4], 5)).toBe(false);
});

test('a server that is slow every other time is not told apart by whom the slow times fall on', () => {
  const mostlyFast = [...Array(51).fill(1), ...Array(49).fill(20)];
  const mostlySlow = [...Array(49).fill(1), ...Array(51).fill(20)];
  expect(toldApart(mostlyFast, mostlySlow, 5)).toBe(false);
});

test('nothing is told apart from itself, and the order of the two does not matter', () => {
  const times = fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(times, times, (one, other) => {
      expect(toldApart(one, one, 5)).toBe(false);
      expect(toldApart(one, other, 5)).toBe(toldApart(other, one, 5));
    }),
  );
});

test.for<[msOfBoth: number, tries: number | null]>([
  [2, 100],
  [100, 100],
  [255, 39],
  [500, 20],
  [501, null],
])('where an answer to each takes %d ms, %s tries of each fit into the time', ([msOfBoth, tries]) => {
  expect(affordableTries(msOfBoth)).toBe(tries);
});
