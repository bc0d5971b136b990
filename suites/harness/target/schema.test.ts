import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaTexts } from './schema.ts';

test.for(Object.entries(schemaTexts()))('%s is up to date', async ([name, text]) => {
  expect(await readFile(join(import.meta.dirname, name), 'utf8')).toBe(text);
});

test('keys of a later version are refused by an editor too', () => {
  const { properties } = JSON.parse(schemaTexts()['target.schema.json'] ?? '');
  expect(properties.operations).toEqual({ description: 'Not understood by this version yet.', not: {} });
});

test.for(Object.entries(schemaTexts()))('every key of %s tells what it is for', ([, text]) => {
  expect(undescribedKeys(JSON.parse(text), '')).toEqual([]);
});

function undescribedKeys(node: unknown, at: string): string[] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, inner]) => {
    const below = undescribedKeys(inner, `${at}/${key}`);
    if (key !== 'properties') return below;
    const silent = Object.entries<{ description?: string }>(inner).filter(
      ([, { description }]) => !description,
    );
    return [...silent.map(([name]) => `${at}/${name}`), ...below];
  });
}
