import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessRequirement } from './requirement-status.ts';
import type { CaseResult, Outcome, RequirementSnapshot } from './run-report.ts';
import { makeKnown, makeRequirement, makeResult } from './testing/make-run.ts';

const complete = { complete: true, limited: false };

function assess(
  outcomes: (Outcome | Partial<CaseResult>)[],
  requirement: Partial<RequirementSnapshot> = {},
  run = complete,
) {
  const results = outcomes.map((given) => makeResult(typeof given === 'string' ? { outcome: given } : given));
  return assessRequirement(makeRequirement(requirement), results, run);
}

test('any failure violates, whatever else passed', () => {
  expect(assess(['passed', 'warned', 'failed'])).toEqual({
    status: 'violated',
    reason: '1 of 3 results failed: It was failed.',
  });
});

test('a violation says when all of it is known', () => {
  const known = { outcome: 'failed', known: makeKnown() } as const;
  expect(assess([known]).reason).toBe('known, 1 of 1 result failed: It was failed.');
  expect(assess([known, 'failed']).reason).toBe('2 of 2 results failed: It was failed.');
});

test('any warning deviates', () => {
  expect(assess(['passed', 'errored', 'warned']).status).toBe('deviating');
});

test('passes prove, also beside results that do not apply', () => {
  expect(assess(['passed', 'passed'])).toEqual({ status: 'proven', reason: '2 of 2 results passed' });
  expect(assess(['passed', 'not-applicable'])).toEqual({
    status: 'proven',
    reason: '1 of 2 results passed, the others do not apply',
  });
});

test('one result that could not be had leaves the requirement unproven, and says why', () => {
  expect(assess(['passed', 'untestable'])).toEqual({
    status: 'unproven',
    reason: 'untestable: It was untestable.',
  });
  expect(assess(['passed', 'flaky']).reason).toBe('flaky: It was flaky.');
  expect(assess(['untestable', 'errored']).reason).toBe('errored: It was errored.');
});

test('only results that do not apply make it not applicable', () => {
  expect(assess(['not-applicable', 'not-applicable']).status).toBe('not-applicable');
  expect(assess(['not-applicable', 'untestable']).status).toBe('unproven');
});

test('an outdated pass proves nothing, an outdated failure is still a finding', () => {
  const outdated = { outdated: ['CA-022'] };
  expect(assess([outdated, 'passed'])).toEqual({
    status: 'unproven',
    reason: 'outdated: a case checks an earlier revision of it',
  });
  expect(assess([{ ...outdated, outcome: 'failed' }]).status).toBe('violated');
  expect(assess([{ outdated: ['CA-001'] }]).status).toBe('proven');
});

test('without results the requirement itself says why', () => {
  expect(assess([], { pending: 'needs an inbox' }).reason).toBe('pending: needs an inbox');
  expect(assess([], { excluded: 'a legal question' }).reason).toBe('excluded: a legal question');
  expect(assess([], { evidence: 'load' }).reason).toBe('shown by load runs only');
  expect(assess([]).reason).toBe('no case verifies it');
  expect(assess([], {}, { complete: true, limited: true }).reason).toBe('not selected in this run');
  expect(assess([], {}, { complete: false, limited: false }).reason).toBe('no result yet when the run ended');
});

test.each([
  [{}, 'manual', 'shown by evidence attached by hand, not by a run'],
  [{ pending: 'no owner yet' }, 'unproven', 'pending: no owner yet'],
  [{ excluded: 'a legal question' }, 'unproven', 'excluded: a legal question'],
  [{ pending: 'no owner yet', excluded: 'a legal question' }, 'unproven', 'excluded: a legal question'],
] as const)('evidence attached by hand with %o is %s', (given, status, reason) => {
  expect(assess([], { evidence: 'manual', ...given })).toEqual({ status, reason });
});

test('without findings what is pending is unproven, and says so, whatever else is true of it', () => {
  const requirement = fc.record({
    pending: fc.stringMatching(/^[a-z]{1,20}$/),
    evidence: fc.constantFrom('suite', 'load', 'manual'),
    level: fc.constantFrom('MUST', 'SHOULD', 'MAY'),
  });
  const run = fc.record({ complete: fc.boolean(), limited: fc.boolean() });
  fc.assert(
    fc.property(requirement, run, (given, extent) => {
      expect(assess([], given, extent)).toEqual({ status: 'unproven', reason: `pending: ${given.pending}` });
    }),
  );
});

test('what passed before the run was stopped is not proof yet', () => {
  const stopped = { complete: false, limited: false };
  expect(assess(['passed'], {}, stopped)).toEqual({
    status: 'unproven',
    reason: 'the run ended before all of its cases had run',
  });
  expect(assess(['failed'], {}, stopped).status).toBe('violated');
});

test('different reasons are counted, equal ones said once', () => {
  const reasons = ['No clock.', 'No clock.', 'No inbox.'];
  const results = reasons.map((reason) => ({ outcome: 'untestable', reason }) as const);
  expect(assess(results).reason).toBe('untestable: No clock. (and 1 other reason)');
});

test('a reason fits one line', () => {
  const { reason } = assess([{ outcome: 'failed', reason: `a\nb\r\n${'long '.repeat(200)}` }]);
  expect(reason).not.toMatch(/[\r\n]/);
  expect(reason.length).toBeLessThan(400);
});
