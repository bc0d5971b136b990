import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publishedSchemas } from './schemas.ts';

test.each(Object.entries(publishedSchemas))('%s is what `node reports/schemas.ts` writes', (name, text) => {
  expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(text);
});

test('a schema that is published lets members pass that are added later', () => {
  for (const text of Object.values(publishedSchemas))
    expect(text).not.toContain('"additionalProperties": false');
});
