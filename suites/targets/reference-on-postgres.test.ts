// @module-tag containers
import { expect, test } from 'vitest';
import { authproof, reportIn } from '../harness/cli/testing/authproof.ts';
import { temporaryFolder } from '../harness/cli/testing/temporary-folder.ts';

const pathOf = temporaryFolder();

test.for([
  { name: 'reference-postgres', instances: 1 },
  { name: 'reference-cluster', instances: 2 },
])('$name satisfies every case there is, and the report names its store', async ({ name, instances }) => {
  const out = pathOf(name);
  const { exitCode, stderr, stdout } = await authproof('run', '--target', name, '--out', out);
  expect(exitCode, `${stderr}${stdout}`).toBe(0);
  const { verdict, totals, target } = await reportIn(out);
  expect(verdict).toBe('conformant');
  expect(totals.cases).toMatchObject({ failed: 0, warned: 0, flaky: 0, errored: 0, untestable: 0 });
  expect(target.baseUrls).toHaveLength(instances);
  expect(target.version).toMatch(/\(PostgreSQL \d+\.\d+\)$/);
});
