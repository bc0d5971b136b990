import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testCase } from './case.ts';
import type { NamedCase } from './load-cases.ts';
import { type Selection, select, UnknownSelection } from './select.ts';
import { registryOf } from './testing/test-registry.ts';

const registry = registryOf(
  { id: 'CA-001' },
  { id: 'CA-002' },
  { id: 'SES-001', area: 'sessions' },
  { id: 'SES-002', area: 'sessions' },
);

function named(id: string, verifies: string[], keys: string[] = []): NamedCase {
  const variants = Object.fromEntries(keys.map((key) => [key, {}]));
  const table = keys.length > 0 ? { variants } : {};
  return { ...testCase({ title: id, verifies, ...table, run: async () => undefined }), id };
}

const cases = [
  named('client-auth/replayed-assertion', ['CA-001'], ['token', 'par']),
  named('client-auth/replayed-assertion-later', ['CA-001', 'CA-002']),
  named('client-auth/basic', ['CA-002'], ['token', 'par']),
  named('sessions/login', ['SES-001', 'CA-002'], ['token']),
  named('sessions/logout', ['SES-002']),
];
const nothing: Selection = { areas: [], requirements: [], cases: [] };
const namesOf = (selection: Partial<Selection>) =>
  select(cases, { ...nothing, ...selection }, registry).map(({ name }) => name);
const all = namesOf({});

const anyArea = fc.constantFrom('client-auth', 'sessions');
const anyRequirement = fc.constantFrom('CA-001', 'CA-002', 'SES-001', 'SES-002');
const anyGlob = fc.constantFrom(
  'client-auth/*',
  'sessions/log*',
  '*/basic#token',
  'client-auth/basic',
  'basic',
  '*',
  'nothing',
);
const anySelection = fc.record<Selection>({
  areas: fc.array(anyArea, { maxLength: 3 }),
  requirements: fc.array(anyRequirement, { maxLength: 3 }),
  cases: fc.array(anyGlob, { maxLength: 3 }),
});

test('without a selection every variant of every case is selected, in their order', () => {
  expect(all).toEqual([
    'client-auth/replayed-assertion#token',
    'client-auth/replayed-assertion#par',
    'client-auth/replayed-assertion-later',
    'client-auth/basic#token',
    'client-auth/basic#par',
    'sessions/login#token',
    'sessions/logout',
  ]);
});

test('a selection never invents, repeats or reorders', () => {
  fc.assert(
    fc.property(anySelection, (selection) => {
      const names = namesOf(selection);
      expect(names).toEqual(all.filter((name) => names.includes(name)));
    }),
  );
});

test('repeats of a flag are OR', () => {
  fc.assert(
    fc.property(anySelection, (selection) => {
      for (const flag of ['areas', 'requirements', 'cases'] as const) {
        if (selection[flag].length === 0) continue;
        const each = selection[flag].flatMap((one) => namesOf({ [flag]: [one] }));
        expect(new Set(namesOf({ [flag]: selection[flag] }))).toEqual(new Set(each));
      }
    }),
  );
});

test('different flags are AND', () => {
  fc.assert(
    fc.property(anySelection, ({ areas, requirements, cases: globs }) => {
      const byEach = [namesOf({ areas }), namesOf({ requirements }), namesOf({ cases: globs })];
      const inAll = all.filter((name) => byEach.every((names) => names.includes(name)));
      expect(namesOf({ areas, requirements, cases: globs })).toEqual(inAll);
    }),
  );
});

test.for<[string, string[]]>([
  [
    'client-auth/replayed-assertion',
    ['client-auth/replayed-assertion#token', 'client-auth/replayed-assertion#par'],
  ],
  ['client-auth/replayed-assertion#par', ['client-auth/replayed-assertion#par']],
  ['replayed-assertion', ['client-auth/replayed-assertion#token', 'client-auth/replayed-assertion#par']],
  ['*#par', ['client-auth/replayed-assertion#par', 'client-auth/basic#par']],
  ['sessions/*', ['sessions/login#token', 'sessions/logout']],
  ['*/log{in,out}', ['sessions/login#token', 'sessions/logout']],
  ['client-auth', []],
  ['CLIENT-AUTH/basic', []],
])('--case %s', ([glob, names]) => {
  expect(namesOf({ cases: [glob] })).toEqual(names);
});

test('the area is that of a requirement that is verified, not the folder', () => {
  expect(namesOf({ areas: ['client-auth'] })).toContain('sessions/login#token');
  expect(namesOf({ areas: ['sessions'] })).toEqual(['sessions/login#token', 'sessions/logout']);
});

test('an area or a requirement that nobody knows is an error that names it', () => {
  expect(() => namesOf({ areas: ['sesions'] })).toThrow(
    new UnknownSelection('no area "sesions"; there are client-auth, sessions'),
  );
  expect(() => namesOf({ requirements: ['CA-999'] })).toThrow(
    new UnknownSelection('no requirement "CA-999"; see authproof list requirements'),
  );
});
