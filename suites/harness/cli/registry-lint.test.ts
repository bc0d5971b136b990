import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadRegistry, type Registry, type Requirement } from '../../../requirements/registry.ts';
import { testCase } from '../case.ts';
import { loadCases, type NamedCase } from '../load-cases.ts';
import { targetNames } from '../target/find-target.ts';
import { loadKnownFailures } from '../target/known-failures.ts';
import { allCasesUnderLoad } from './cases-under-load.ts';
import { targetsFolder } from './composition.ts';
import { covering } from './covering.ts';
import { loadMutants, type Mutant } from './mutants.ts';
import { loadTarget } from './open-target.ts';
import { lintKnownFailures, lintRegistry } from './registry-lint.ts';

let registry: Registry;
let cases: NamedCase[];
let mutants: Map<string, Mutant>;

beforeAll(async () => {
  [registry, cases, mutants] = await Promise.all([loadRegistry(), loadCases(), loadMutants()]);
  cases = [...cases, ...allCasesUnderLoad()];
});

test('requirements, cases and mutants fit together', () => {
  expect(lintRegistry({ registry, cases, mutants })).toEqual([]);
});

test('what is pending has a reason, and is counted', () => {
  const rows = covering(registry, cases, mutants);
  const pending = rows.filter(({ status }) => status === 'pending');
  const byArea = [...Map.groupBy(pending, ({ area }) => area)].map(
    ([area, { length }]) => `${length} ${area}`,
  );
  console.log(`${pending.length} of ${rows.length} requirements are pending: ${byArea.join(', ')}`);
  expect(pending.filter(({ reason }) => !reason)).toEqual([]);
});

test('every target of the package loads, and its known failures are failures of cases that exist', async () => {
  for (const name of await targetNames(targetsFolder)) {
    const { file } = await loadTarget(name);
    const beside = join(dirname(file), 'known-failures.yaml');
    if (existsSync(beside)) expect(lintKnownFailures(await loadKnownFailures(beside), cases)).toEqual([]);
  }
});

/** The smallest registry, of which a test changes one thing. */
function registryOf(...requirements: Partial<Requirement>[]): Registry {
  const whole = requirements.map(
    (one): Requirement => ({
      id: 'CA-001',
      revision: 1,
      level: 'MUST',
      area: 'client-auth',
      title: 'Holds',
      why: 'Because.',
      sources: [],
      evidence: 'suite',
      ...one,
    }),
  );
  return { ...registry, requirements: whole, find: (id) => whole.find((one) => one.id === id) };
}

const caseOf = (...verifies: string[]): NamedCase => ({
  id: 'client-auth/holds',
  ...testCase({ title: 'It holds', verifies, run: async () => undefined }),
});
const breaking = (...breaks: string[]) => new Map([['breaks-it', { breaks, how: 'Wrongly.' }]]);

test.each<
  [problem: string, requirements: Partial<Requirement>[], verifies: string[], breaks: string[], told: string]
>([
  [
    'a case verifies an unknown requirement',
    [{}],
    ['CA-001', 'CA-999'],
    ['CA-001'],
    'client-auth/holds verifies CA-999, which the registry does not know',
  ],
  [
    'a case is ahead of the registry',
    [{}],
    ['CA-001@2'],
    ['CA-001'],
    'client-auth/holds verifies CA-001@2, but its revision is 1',
  ],
  [
    'a mutant breaks an unknown requirement',
    [{}],
    ['CA-001'],
    ['CA-001', 'CA-998'],
    'breaks-it breaks CA-998, which the registry does not know',
  ],
  [
    'a MUST has no case',
    [{}, { id: 'CA-002' }],
    ['CA-001'],
    ['CA-001'],
    'CA-002 has no case and gives no reason (Holds)',
  ],
  [
    'no mutant proves a MUST',
    [{}, { id: 'CA-002' }],
    ['CA-001', 'CA-002'],
    ['CA-001'],
    'CA-002 has a case, but no mutant breaks it (Holds)',
  ],
  [
    'a case mixes levels',
    [{}, { id: 'CA-002', level: 'SHOULD' }],
    ['CA-001', 'CA-002'],
    ['CA-001'],
    'client-auth/holds verifies requirements of more than one level: MUST; SHOULD',
  ],
  [
    'a case mixes profiles',
    [{}, { id: 'CA-002', profiles: ['oidc'] }],
    ['CA-001', 'CA-002'],
    ['CA-001', 'CA-002'],
    'client-auth/holds verifies requirements of more than one profile: every profile; oidc',
  ],
])('it is told where %s', (_, requirements, verifies, breaks, told) => {
  const linted = {
    registry: registryOf(...requirements),
    cases: [caseOf(...verifies)],
    mutants: breaking(...breaks),
  };
  expect(lintRegistry(linted)).toEqual([told]);
});

test.each<Partial<Requirement>>([
  { pending: 'not built yet' },
  { excluded: 'out of scope' },
  { evidence: 'manual' },
  { level: 'SHOULD' },
])('a requirement with %o needs no case', (one) => {
  expect(lintRegistry({ registry: registryOf(one), cases: [], mutants: new Map() })).toEqual([]);
});

test('it is told where two cases have one name', () => {
  const linted = {
    registry: registryOf({}),
    cases: [caseOf('CA-001'), caseOf('CA-001')],
    mutants: breaking('CA-001'),
  };
  expect(lintRegistry(linted)).toEqual(['two cases are named client-auth/holds']);
});

test.each([
  [{ case: 'client-auth/elsewhere' }, 'f.yaml:1:1: there is no case client-auth/elsewhere'],
  [{ variant: 'other' }, 'f.yaml:1:1: client-auth/holds has no variant other'],
  [{ requirement: 'CA-002' }, 'f.yaml:1:1: client-auth/holds does not verify CA-002'],
])('it is told where a known failure with %o can never match', (changed, told) => {
  const entry = {
    case: 'client-auth/holds',
    requirement: 'CA-001',
    clause: '§1',
    evidence: 'a',
    reason: 'b',
    place: 'f.yaml:1:1',
  };
  expect(lintKnownFailures([{ ...entry, ...changed }], [caseOf('CA-001')])).toEqual([told]);
});
