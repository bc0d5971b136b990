import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemaText } from './schema.ts';
import { openSchema } from './testing/json-schema.ts';

const areaFiles = glob('*.yaml', { cwd: import.meta.dirname, exclude: ['sources.yaml'] });
const breaches = openSchema(new URL('requirements.schema.json', import.meta.url));

test('requirements.schema.json is what node requirements/schema.ts --write makes of the schema', async () => {
  const committed = await readFile(join(import.meta.dirname, 'requirements.schema.json'), 'utf8');
  expect(committed).toBe(schemaText());
});

test.for(await Array.fromAsync(areaFiles))('%s fits the published schema', async (file) => {
  expect(breaches(parse(await readFile(join(import.meta.dirname, file), 'utf8')))).toEqual([]);
});

test('the published schema refuses a requirement of a level that there is not', () => {
  const requirements = [{ id: 'CA-001', revision: 1, level: 'SHALL' }];
  expect(breaches({ area: 'client-auth', requirements })).toContainEqual(
    expect.objectContaining({ instancePath: '/requirements/0/level', keyword: 'enum' }),
  );
});
