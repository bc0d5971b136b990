import { expect, test } from 'vitest';
import type { Profile } from '../../requirements/registry.ts';
import { type Capability, type CaseDefinition, testCase } from './case.ts';
import { plan } from './plan.ts';
import { select } from './select.ts';
import type { TargetProfile } from './target/description.ts';
import { registryOf } from './testing/test-registry.ts';
import { targetAt } from './testing/test-target.ts';

const registry = registryOf(
  { id: 'CA-001' },
  { id: 'CA-013', profiles: ['fapi2', 'authproof'] },
  { id: 'CA-100', profiles: ['oidc'] },
);

type Facts = {
  declared?: string[];
  advertised?: Record<string, string>;
  capabilities?: Capability[];
  base?: Profile;
};

function skipOf(
  definition: Partial<CaseDefinition>,
  facts: Facts = {},
  own: Partial<TargetProfile['assertion']> = {},
) {
  const one = testCase({ title: 'A title', verifies: ['CA-001'], run: async () => undefined, ...definition });
  const selected = select(
    [{ ...one, id: 'area/behaviour' }],
    { areas: [], requirements: [], cases: [] },
    registry,
  );
  const { profile } = targetAt([]);
  const planned = plan(selected, registry, {
    features: {
      declared: new Set(facts.declared),
      advertised: new Map(Object.entries(facts.advertised ?? {})),
    },
    capabilities: new Set(facts.capabilities),
    profile: { ...profile, base: facts.base ?? 'oidc', assertion: { ...profile.assertion, ...own } },
  });
  expect(planned.map(({ name }) => name)).toEqual(selected.map(({ name }) => name));
  return planned[0]?.skip;
}

const notApplicable = (reason: string) => ({ outcome: 'not-applicable', reason });
const untestable = (reason: string) => ({ outcome: 'untestable', reason });

test('what the target declares and gives is run', () => {
  expect(
    skipOf({ features: ['par'], needs: ['clock'] }, { declared: ['par'], capabilities: ['clock'] }),
  ).toBeNull();
});

test('a feature that is not declared is not applicable, quoting the declaration', () => {
  expect(skipOf({ features: ['par', 'totp'] }, { declared: ['par', 'introspection'] })).toEqual(
    notApplicable('the target does not declare totp (it declares introspection, par)'),
  );
  expect(skipOf({ features: ['totp'] })).toEqual(
    notApplicable('the target does not declare totp (it declares nothing)'),
  );
});

test('where a feature is absent, it matters to nobody that another is only advertised', () => {
  const skip = skipOf(
    { features: ['par', 'client-chain'] },
    { advertised: { par: 'no fixture can use it' } },
  );
  expect(skip).toMatchObject({ outcome: 'not-applicable' });
  expect(skip?.reason).toMatch(/^the target does not declare client-chain /);
});

test('a feature that is only advertised is untestable, and says for want of what', () => {
  expect(skipOf({ features: ['par'] }, { advertised: { par: 'no fixture can use it' } })).toEqual(
    untestable('the target offers par, but no fixture can use it'),
  );
});

test('capabilities that are missing are named, all of them', () => {
  expect(skipOf({ needs: ['clock', 'audit', 'inbox'] }, { capabilities: ['audit'] })).toEqual(
    untestable(
      'the target file gives no capability clock that moves (it is real, and waitSeconds is 0), inbox',
    ),
  );
});

test('what is about several instances does not apply to a target that has one', () => {
  expect(skipOf({ needs: ['restart', 'instances'] })).toEqual(
    notApplicable('the target has one instance, so there are no others'),
  );
  expect(skipOf({ needs: ['restart', 'instances'] }, { capabilities: ['restart', 'instances'] })).toBeNull();
});

test('a feature is asked before a capability', () => {
  expect(skipOf({ features: ['totp'], needs: ['clock'] })).toMatchObject({ outcome: 'not-applicable' });
});

test.for<[Profile, boolean]>([
  ['oauth2', false],
  ['oidc', true],
  ['fapi2', true],
  ['authproof', true],
])('a requirement of oidc is asked under %s: %s', ([base, asked]) => {
  const outside = notApplicable(`applies under oidc; the target's profile is ${base}`);
  expect(skipOf({ verifies: ['CA-100'] }, { base })).toEqual(asked ? null : outside);
});

test('a requirement is asked too where the values of the target promise it', () => {
  const outside = notApplicable("applies under fapi2, authproof; the target's profile is oidc");
  expect(skipOf({ verifies: ['CA-013'] })).toEqual(outside);
  expect(skipOf({ verifies: ['CA-013'] }, {}, { audience: ['issuer'] })).toBeNull();
  expect(skipOf({ verifies: ['CA-013'] }, {}, { audience: ['issuer', 'token-endpoint'] })).toEqual(outside);
});

test('a variant may belong to a profile of its own', () => {
  const variants = { strict: { profiles: ['fapi2'] as const } };
  expect(skipOf({ variants }, { base: 'fapi2' })).toBeNull();
  expect(skipOf({ variants })).toEqual(notApplicable("applies under fapi2; the target's profile is oidc"));
});
