import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gathered } from './gathered.ts';

test('what comes in one turn is written at once, in its order, and what comes later by itself', async () => {
  const written: number[][] = [];
  const write = gathered<number>(async (rows) => void written.push(rows));
  await Promise.all([1, 2, 3].map(write));
  expect(written).toEqual([[1, 2, 3]]);
  await write(4);
  expect(written).toEqual([[1, 2, 3], [4]]);
});

test('nobody hears that a row is written before it is', async () => {
  const { promise: disk, resolve } = Promise.withResolvers<void>();
  let heard = false;
  const write = gathered(() => disk);
  const waiting = write('a row').then(() => {
    heard = true;
  });
  await turn();
  await turn();
  expect(heard).toBe(false);
  resolve();
  await waiting;
  expect(heard).toBe(true);
});

test('all whose rows were in a statement that failed hear of it, and the next are written', async () => {
  let fails = true;
  const write = gathered<string>(async () => {
    if (fails) throw new Error('disk full');
  });
  const ends = await Promise.allSettled(['a', 'b'].map(write));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  await expect(write('c')).resolves.toBeUndefined();
});

test('a statement has 500 rows at most', async () => {
  const sizes: number[] = [];
  const write = gathered<number>(async (rows) => void sizes.push(rows.length));
  await Promise.all(Array.from({ length: 1_001 }, (_, row) => write(row)));
  expect(sizes).toEqual([500, 500, 1]);
});
