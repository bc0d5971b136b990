import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { openSchema } from '../../requirements/testing/json-schema.ts';

const schemas = new URL('../harness/target/', import.meta.url);
const breachesOf = {
  'target.yaml': openSchema(new URL('target.schema.json', schemas)),
  'known-failures.yaml': openSchema(new URL('known-failures.schema.json', schemas)),
};
const files = await Array.fromAsync(glob('*/{target,known-failures}.yaml', { cwd: import.meta.dirname }));

/** As an editor reads it that knows the published schema. */
async function read(file: string) {
  return parse(await readFile(join(import.meta.dirname, file), 'utf8'));
}

test.for(files)('%s fits the published schema', async (file) => {
  const name = file.endsWith('/target.yaml') ? 'target.yaml' : 'known-failures.yaml';
  expect(breachesOf[name](await read(file))).toEqual([]);
});

test('the published schema refuses what a target file gets wrong, and says where', async () => {
  const target = await read('oidc-provider/target.yaml');
  const breaches = (wrong: object) =>
    breachesOf['target.yaml']({ ...target, ...wrong }).map(({ instancePath }) => instancePath);
  expect(breaches({})).toEqual([]);
  expect(breaches({ nmae: 'a key that nobody knows' })).toEqual(['']);
  expect(breaches({ baseUrls: 'http://localhost' })).toEqual(['/baseUrls']);
  expect(breaches({ profile: { refresh: { rotation: 'often' } } })).toEqual(['/profile/refresh/rotation']);
});

test('the published schema refuses a known failure without its clause', async () => {
  const [{ clause, ...entry }] = await read('oidc-provider/known-failures.yaml');
  const breaches = breachesOf['known-failures.yaml'];
  expect(breaches([{ clause, ...entry }])).toEqual([]);
  expect(breaches([entry])).toMatchObject([{ keyword: 'required', params: { missingProperty: 'clause' } }]);
});
