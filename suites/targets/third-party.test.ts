// @module-tag end-to-end
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resultName } from '../../reports/run-report.ts';
import { authproof, reportIn } from '../harness/cli/testing/authproof.ts';
import { temporaryFolder } from '../harness/cli/testing/temporary-folder.ts';
import { loadKnownFailures } from '../harness/target/known-failures.ts';

/** Servers that nobody here wrote. What they violate is in their known-failures.yaml, what they only deviate from here. */
const recorded = [
  { target: 'node-oauth2-server', deviating: ['STO-016'] },
  { target: 'oidc-provider', deviating: ['CA-019', 'CA-025', 'CA-063'] },
  { target: 'oidc-provider-cluster', deviating: ['CA-019', 'CA-025', 'CA-063'] },
];

const pathOf = temporaryFolder();

test.for(recorded)(
  '$target is judged as recorded: every failure is known, with clause and evidence',
  async ({ target, deviating }) => {
    const out = pathOf(target);
    const { exitCode, stderr, stdout } = await authproof('run', '--target', target, '--out', out);
    expect(exitCode, `${stderr}${stdout}`).toBe(0);

    const { cases, requirements } = await reportIn(out);
    const of = (outcome: string) => cases.filter((result) => result.outcome === outcome);
    const known = await loadKnownFailures(join(import.meta.dirname, target, 'known-failures.yaml'));
    const names = known.map(({ case: id, variant = null }) => resultName({ id, variant }));
    expect(of('failed').map(resultName).sort()).toEqual(names.sort());
    expect([...of('errored'), ...of('flaky')]).toEqual([]);
    const having = (status: string) =>
      requirements.filter((one) => one.status === status).map(({ id }) => id);
    expect(having('violated')).toEqual([...new Set(known.map(({ requirement }) => requirement))].sort());
    expect(having('deviating')).toEqual(deviating);
  },
);
