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
