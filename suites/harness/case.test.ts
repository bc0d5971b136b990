import { expect, test } from 'vitest';
import { type CaseDefinition, cross, testCase } from './case.ts';

const definition: CaseDefinition = { title: 'A title', verifies: ['CA-022'], run: async () => undefined };

test('a case without a table is one unnamed variant', () => {
  const { variants, exclusive } = testCase({ ...definition, features: ['totp'], needs: ['clock'] });
  expect(exclusive).toBeNull();
  expect(variants).toMatchObject([{ key: null, features: ['totp'], needs: ['clock'], profiles: null }]);
});

test('what a variant demands comes on top of what its case demands', () => {
  const { variants } = testCase({
    ...definition,
    features: ['private_key_jwt'],
    needs: ['clock'],
    variants: {
      'one-1': { features: ['RS256'], needs: ['audit'], profiles: ['oidc'] },
      two: {},
    },
  });
  expect(variants).toMatchObject([
    { key: 'one-1', features: ['private_key_jwt', 'RS256'], needs: ['clock', 'audit'], profiles: ['oidc'] },
    { key: 'two', features: ['private_key_jwt'], needs: ['clock'], profiles: null },
  ]);
});

test('each variant runs with its own row', async () => {
  const ran: unknown[] = [];
  const { variants } = testCase({
    title: 'A title',
    verifies: ['CA-022'],
    variants: { one: { alg: 'RS256' }, two: { alg: 'ES256' } },
    run: async (_, { alg }) => {
      ran.push(alg);
    },
  });
  for (const variant of variants) await variant.run({} as Parameters<typeof variant.run>[0]);
  expect(ran).toEqual(['RS256', 'ES256']);
});

test.for(['Upper', 'snake_case', 'with space', '-a', 'a-', 'a--b', '', 'ä', 'a#b', 'a/b'])(
  'a variant cannot be keyed %j',
  (key) => {
    expect(() => testCase({ ...definition, variants: { [key]: {} } })).toThrow(
      new TypeError(`"A title": variant key "${key}" is not kebab-case`),
    );
  },
);

test('a case verifies something, and its table has rows', () => {
  expect(() => testCase({ ...definition, verifies: [] })).toThrow(
    new TypeError('"A title" verifies nothing'),
  );
  expect(() => testCase({ ...definition, variants: {} })).toThrow(
    new TypeError('"A title" has an empty table of variants'),
  );
});

test('a requirement is named with its revision, the first where none is told', () => {
  expect(testCase({ ...definition, verifies: ['CA-022', 'MFA-001@12'] }).verifies).toEqual([
    { id: 'CA-022', revision: 1 },
    { id: 'MFA-001', revision: 12 },
  ]);
});

test.for(['CA-22', 'ca-022', 'CA-022@0', 'CA-022@', 'CA-022@1.5', 'CA-0222', ' CA-022', ''])(
  '%j names no requirement',
  (text) => {
    expect(() => testCase({ ...definition, verifies: [text] })).toThrow(
      new TypeError(`"${text}" names no requirement; write CA-022, or CA-022@2 for its revision 2`),
    );
  },
);

test('crossed tables have every row with every row, with the demands of both', () => {
  const a = { one: { x: 1, features: ['f'], needs: ['clock'] as const }, two: { x: 2 } };
  const b = {
    p: { y: 1, features: ['g'], profiles: ['oidc'] as const },
    q: { y: 2, needs: ['audit'] as const },
  };
  expect(cross(a, b)).toEqual({
    'one-p': { x: 1, y: 1, features: ['f', 'g'], needs: ['clock'], profiles: ['oidc'] },
    'one-q': { x: 1, y: 2, features: ['f'], needs: ['clock', 'audit'] },
    'two-p': { x: 2, y: 1, features: ['g'], needs: [], profiles: ['oidc'] },
    'two-q': { x: 2, y: 2, features: [], needs: ['audit'] },
  });
});

test('no row of crossed tables is lost', () => {
  expect(() => cross({ a: {}, 'a-b': {} }, { 'b-c': {}, c: {} })).toThrow(
    new TypeError('two rows would be keyed "a-b-c"'),
  );
  const asked = { x: { profiles: ['oidc'] as const } };
  expect(() => cross(asked, asked)).toThrow(new TypeError('both rows of "x-x" name profiles'));
});
