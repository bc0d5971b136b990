import { expect, test } from 'vitest';
import type { Profile } from '../../../requirements/registry.ts';
import type { TargetProfile } from './description.ts';
import { boundsOf, requirementApplies } from './profile.ts';

function profileOf(base: Profile, own: Partial<TargetProfile['assertion']> = {}): TargetProfile {
  const unsaid = {
    audience: null,
    clientIdParameter: null,
    jti: null,
    skewSeconds: null,
    maxLifetimeSeconds: null,
  };
  return {
    base,
    assertion: { ...unsaid, ...own },
    jwks: { cacheSeconds: null, refetchSeconds: 60 },
    refresh: { rotation: null },
  };
}

test('a requirement without profiles is asked of every target', () => {
  expect(requirementApplies(profileOf('oauth2'), 'CA-001', undefined)).toBe(true);
});

test.for<[Profile, Profile[], boolean]>([
  ['oauth2', ['oidc'], false],
  ['oidc', ['oauth2'], true],
  ['oidc', ['fapi2', 'authproof'], false],
  ['fapi2', ['oidc'], true],
  ['authproof', ['oidc'], true],
  ['authproof', ['fapi2'], false],
  ['authproof', ['fapi2', 'authproof'], true],
])('under %s a requirement of %j is asked: %s', ([base, profiles, applies]) => {
  expect(requirementApplies(profileOf(base), 'CA-020', profiles)).toBe(applies);
});

test.for<[string, Profile[], Partial<TargetProfile['assertion']>, boolean]>([
  ['CA-022', ['oidc'], { jti: 'single-use' }, true],
  ['CA-022', ['oidc'], { jti: 'required' }, false],
  ['CA-023', ['oidc'], { jti: 'required' }, true],
  ['CA-023', ['oidc'], { jti: 'optional' }, false],
  ['CA-024', ['oidc'], { jti: 'single-use' }, true],
  ['CA-013', ['fapi2', 'authproof'], { audience: ['issuer'] }, true],
  ['CA-013', ['fapi2', 'authproof'], { audience: ['issuer', 'token-endpoint'] }, false],
  ['CA-017', ['fapi2', 'authproof'], { audience: ['token-endpoint', 'issuer'] }, true],
  ['CA-020', ['fapi2', 'authproof'], { jti: 'single-use', audience: ['issuer'] }, false],
])('under oauth2 %s of %j with %j is asked: %s', ([id, profiles, own, applies]) => {
  expect(requirementApplies(profileOf('oauth2', own), id, profiles)).toBe(applies);
});

test('no base profile accepts later, or from further ahead, than one that it includes', () => {
  for (const base of ['fapi2', 'authproof'] as const) {
    expect(boundsOf(base).expLateSeconds).toBeLessThanOrEqual(boundsOf('oidc').expLateSeconds);
    expect(boundsOf(base).futureRefusedSeconds).toBeLessThanOrEqual(boundsOf('oidc').futureRefusedSeconds);
    expect(boundsOf(base).jtiSingleUse).toBe(true);
  }
});
