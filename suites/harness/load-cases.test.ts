import { expect, test } from 'vitest';
import { loadCases } from './load-cases.ts';
import { makeFolder } from './target/test-folder.ts';

const caseFile = (title: string) =>
  `export default { title: '${title}', verifies: [], exclusive: null, variants: [] };`;

test('the path of a case is its id', async () => {
  await using folder = await makeFolder({
    'sessions/logout-ends.case.js': caseFile('Two'),
    'client-auth/basic.case.js': caseFile('One'),
    'client-auth/helper.js': '',
    'client-auth/deeper/not-a-case.case.js': caseFile('Three'),
    'stray.case.js': caseFile('Four'),
  });
  expect((await loadCases(folder.path('.'))).map(({ id, title }) => [id, title])).toEqual([
    ['client-auth/basic', 'One'],
    ['sessions/logout-ends', 'Two'],
  ]);
});

test('a file that exports no case is named', async () => {
  await using folder = await makeFolder({ 'area/nothing.case.js': 'export default {};' });
  await expect(loadCases(folder.path('.'))).rejects.toThrow(
    new TypeError('area/nothing.case.js: its default export is no testCase(…)'),
  );
});

test('every case of this package loads', async () => {
  const cases = await loadCases();
  expect(cases.length).toBeGreaterThan(20);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});
