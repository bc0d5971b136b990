import { expect, test } from 'vitest';
import { findTarget, targetNames } from './find-target.ts';
import { makeFolder } from './test-folder.ts';

const files = {
  'targets/reference/target.yaml': '',
  'targets/oidc-provider/target.yaml': '',
  'targets/notes/README.md': '',
  'targets/shared.ts': '',
  'mine/target.yaml': '',
  'other.yaml': '',
};

test('the names are the folders that hold a target file', async () => {
  await using folder = await makeFolder(files);
  expect(await targetNames(folder.path('targets'))).toEqual(['oidc-provider', 'reference']);
});

test('a target is found by name, by file and by its folder', async () => {
  await using folder = await makeFolder(files);
  const find = (nameOrFile: string) => findTarget(nameOrFile, folder.path('targets'));
  expect(await find('oidc-provider')).toBe(folder.path('targets/oidc-provider/target.yaml'));
  expect(await find(folder.path('other.yaml'))).toBe(folder.path('other.yaml'));
  expect(await find(folder.path('mine'))).toBe(folder.path('mine/target.yaml'));
});

test.for([
  [
    'missing.yaml',
    'missing.yaml: there is no such file, and no target of that name; known names are oidc-provider, reference',
  ],
  [
    'oidc-provder',
    'oidc-provder: there is no such file, and no target of that name; did you mean oidc-provider?',
  ],
  [
    'notes',
    'notes: there is no such file, and no target of that name; known names are oidc-provider, reference',
  ],
])('%s is missed, and what is known is named', async ([nameOrFile = '', problem]) => {
  await using folder = await makeFolder(files);
  expect(await folder.problemOf(findTarget(nameOrFile, folder.path('targets')))).toBe(
    `InvalidFile: ${problem}`,
  );
});

test('a folder without a target file says which file is missing', async () => {
  await using folder = await makeFolder(files);
  const attempt = findTarget(folder.path('targets/notes'), folder.path('targets'));
  expect(await folder.problemOf(attempt)).toMatch(
    'InvalidFile: targets/notes/target.yaml: there is no such file',
  );
});
