import { expect, test } from 'vitest';
import type { Outcome } from '../../../reports/run-report.ts';
import { makeResult } from '../../../reports/testing/make-run.ts';
import { testCase } from '../case.ts';
import { plan } from '../plan.ts';
import { select } from '../select.ts';
import { registryOf } from '../testing/test-registry.ts';
import { targetAt } from '../testing/test-target.ts';
import { unusableFeatures } from './plan-facts.ts';

/** Of a target that declares all three, by what became of the cases that demand them. */
function unusable(outcomes: { by: string[]; outcome: Outcome }[]) {
  const features = { declared: new Set(['par', 'totp', 'registration']), advertised: new Map() };
  const registry = registryOf({ id: 'CA-001' });
  const cases = outcomes.map(({ by }, index) => ({
    ...testCase({ title: 'A title', verifies: ['CA-001'], features: by, run: async () => undefined }),
    id: `area/case-${index}`,
  }));
  const selected = select(cases, { areas: [], requirements: [], cases: [] }, registry);
  const { profile } = targetAt([]);
  const planned = plan(selected, registry, { features, capabilities: new Set(), profile });
  const results = outcomes.map(({ outcome }, index) => makeResult({ id: `area/case-${index}`, outcome }));
  return unusableFeatures(planned, results, features);
}

test('features that every case found untestable are told in one problem', () => {
  expect(
    unusable([
      { by: ['registration'], outcome: 'untestable' },
      { by: ['registration', 'par'], outcome: 'untestable' },
      { by: ['totp'], outcome: 'failed' },
    ]),
  ).toEqual([
    { kind: 'unusable-feature', detail: 'declared features that no case could use: registration, par' },
  ]);
});

test('a feature that one case could use is usable', () => {
  expect(
    unusable([
      { by: ['par'], outcome: 'untestable' },
      { by: ['par'], outcome: 'passed' },
    ]),
  ).toEqual([]);
});
