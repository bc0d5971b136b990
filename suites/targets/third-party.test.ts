// @module-tag end-to-end
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resultName } from '../../reports/run-report.ts';
import { authproof, reportIn } from '../harness/cli/testing/authproof.ts';
import { temporaryFolder } from '../harness/cli/testing/temporary-folder.ts';
import { loadKnownFailures } from '../harness/target/known-failures.ts';

/** Servers that nobody here wrote, and what was found on each. A change is looked into before it is recorded here. */
const recorded = [
  { target: 'node-oauth2-server', violated: ['CA-008', 'CA-039', 'CA-041'], deviating: ['STO-016'] },
  {
    target: 'oidc-provider',
    violated: ['CA-008', 'CA-027', 'CA-036', 'CA-055', 'CA-058'],
    deviating: ['CA-019', 'CA-063'],
  },
  {
    target: 'oidc-provider-cluster',
    violated: ['CA-008', 'CA-022', 'CA-027', 'CA-036', 'CA-055', 'CA-058', 'STO-003', 'STO-006'],
    deviating: ['CA-019', 'CA-063'],
  },
];

const pathOf = temporaryFolder();

test.for(recorded)(
  '$target is judged as recorded: every failure is known, with clause and evidence',
  async ({ target, violated, deviating }) => {
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
    expect({ violated: having('violated'), deviating: having('deviating') }).toEqual({ violated, deviating });
  },
);
