// @module-tag end-to-end
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authproof, reportIn } from '../harness/cli/testing/authproof.ts';
import { temporaryFolder } from '../harness/cli/testing/temporary-folder.ts';
import { loadKnownFailures, matchKnown } from '../harness/target/known-failures.ts';

/**
 * Servers that nobody here wrote. What they violate is in their known-failures.yaml, what they only deviate from here; and how
 * many results fail, for an entry without variant is about any of its case. Races are not counted: none is lost every time.
 */
const recorded = [
  { target: 'node-oauth2-server', failed: 10, deviating: ['STO-016'] },
  { target: 'oidc-provider', failed: 41, deviating: ['CA-019', 'CA-025', 'CA-063'] },
  { target: 'oidc-provider-cluster', failed: 41, deviating: ['CA-019', 'CA-025', 'CA-063'] },
  { target: 'glewlwyd', tags: ['glewlwyd'], failed: 297, deviating: ['CA-063', 'STO-015'] },
];

const pathOf = temporaryFolder();

for (const { target, tags = [], failed, deviating } of recorded) {
  test(`${target} is judged as recorded: every failure is known, with clause and evidence`, {
    tags,
  }, async () => {
    const out = pathOf(target);
    const { exitCode, stderr, stdout } = await authproof('run', '--target', target, '--out', out);
    expect(exitCode, `${stderr}${stdout}`).toBe(0);

    const { cases, requirements } = await reportIn(out);
    const of = (outcome: string) => cases.filter((result) => result.outcome === outcome);
    const known = await loadKnownFailures(join(import.meta.dirname, target, 'known-failures.yaml'));
    const failures = of('failed');
    expect(failures.filter((result) => matchKnown(known, result) === undefined)).toEqual([]);
    expect(known.filter((entry) => !failures.some((result) => matchKnown([entry], result)))).toEqual([]);
    expect(failures.filter(({ id }) => !/[/-]raced-/.test(id))).toHaveLength(failed);
    expect([...of('errored'), ...of('flaky')]).toEqual([]);
    const having = (status: string) =>
      requirements.filter((one) => one.status === status).map(({ id }) => id);
    expect(having('violated')).toEqual([...new Set(known.map(({ requirement }) => requirement))].sort());
    expect(having('deviating')).toEqual(deviating);
  });
}
