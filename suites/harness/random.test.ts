import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random.ts';

const drawn = (seed: string, below: number, count = 20) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.integer(below));
};

test('the same seed draws the same numbers', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 31 }), (seed, below) => {
      expect(drawn(seed, below)).toEqual(drawn(seed, below));
    }),
  );
});

test('numbers are whole, from 0 to below the bound', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 31 }), (seed, below) => {
      for (const number of drawn(seed, below)) {
        expect(Number.isInteger(number) && number >= 0 && number < below).toBe(true);
      }
    }),
  );
});

test('another seed draws other numbers, and none is favoured', () => {
  expect(drawn('run/one', 2 ** 31)).not.toEqual(drawn('run/two', 2 ** 31));
  const counts = Map.groupBy(drawn('seed', 6, 6_000), (number) => number);
  for (const { length } of counts.values()) expect(Math.abs(length - 1_000)).toBeLessThan(150);
  expect(counts.size).toBe(6);
});

test('a pick is one of the values, and each can be picked', () => {
  const random = new Random('seed');
  const picked = new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b', 'c'])));
  expect(picked).toEqual(new Set(['a', 'b', 'c']));
});

test('shuffled values are the same values, in the same order for the same seed', () => {
  const values = Array.from({ length: 50 }, (_, index) => index);
  const shuffled = new Random('seed').shuffled(values);
  expect(shuffled).not.toEqual(values);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(values);
  expect(new Random('seed').shuffled(values)).toEqual(shuffled);
  expect(new Random('another').shuffled(values)).not.toEqual(shuffled);
});
