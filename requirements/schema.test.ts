import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaText } from './schema.ts';

test('requirements.schema.json is what node requirements/schema.ts --write makes of the schema', async () => {
  const committed = await readFile(join(import.meta.dirname, 'requirements.schema.json'), 'utf8');
  expect(committed).toBe(schemaText());
});
