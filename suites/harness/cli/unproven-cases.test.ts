import { expect, test } from 'vitest';
import { loadRegistry } from '../../../requirements/registry.ts';
import { testCase } from '../case.ts';
import type { NamedCase } from '../load-cases.ts';
import { unprovenCases } from './unproven-cases.ts';

const registry = await loadRegistry();
const idOf = (level: string) => registry.requirements.find((one) => one.level === level)?.id ?? '';

const caseOf = (name: string, level: 'MUST' | 'SHOULD'): NamedCase => ({
  id: `client-auth/${name}`,
  ...testCase({ title: 'It holds', verifies: [idOf(level)], run: async () => undefined }),
});
const cases = [caseOf('holds', 'MUST'), caseOf('holds-too', 'MUST'), caseOf('had-better-hold', 'SHOULD')];

const tried = (killedBy: string[], alsoKilledBy: string[] = [], unexpected: string[] = []) => ({
  ...{ id: 'breaks-it', breaks: [], alsoBreaks: [], how: 'Wrongly.' },
  ...{ killedBy, alsoKilledBy, unexpected },
});

test('a case of a MUST is proven by one declared kill, of whatever variant', () => {
  const unproven = (...mutants: ReturnType<typeof tried>[]) => unprovenCases(registry, cases, mutants);
  expect(unproven()).toEqual(['client-auth/holds', 'client-auth/holds-too']);
  expect(unproven(tried(['client-auth/holds#basic']), tried([]))).toEqual(['client-auth/holds-too']);
  expect(unproven(tried(['client-auth/holds'], ['client-auth/holds-too#post']))).toEqual([]);
  expect(unproven(tried(['client-auth/holds'], [], ['client-auth/holds-too']))).toEqual([
    'client-auth/holds-too',
  ]);
});
