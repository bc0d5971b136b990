import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import type { CaseContext } from './context.ts';
import { Untestable } from './outcomes.ts';
import { openSession } from './testing/open-case.ts';
import { accepts, fails, outcomeOf, runTiny, type TinyCase, whyItFails } from './testing/run-cases.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

test('what fails and then passes alone is flaky', async () => {
  let tries = 0;
  const { result } = await outcomeOf({
    run: (context) => (++tries === 1 ? fails(context) : accepts(context)),
  });
  expect(result.outcome).toBe('flaky');
  expect(result.reason).toBe(`passed when run alone; before that: ${whyItFails}`);
  expect(result.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
});

test('what is untestable after a server fault is tried again alone', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const faults = (count: number) => Array.from({ length: count }, () => ({ status: 500, body: '' }));
  idp.answerNext('/token', ...faults(4)); // with the repeat of each, and the controls around it
  const [ran] = await runTiny(session, { one: { run: accepts } });
  expect(ran?.result).toMatchObject({ outcome: 'passed', reason: null });
  expect(ran?.result.attempts.map(({ outcome }) => outcome)).toEqual(['untestable', 'passed']);

  idp.answerNext('/token', ...faults(100));
  const cases = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, { run: accepts }]));
  const rans = await runTiny(session, cases);
  expect(rans.map(({ result }) => result.outcome)).toEqual(Array(5).fill('untestable'));
  expect(rans.map(({ result }) => result.attempts.length)).toEqual([2, 2, 2, 1, 1]);
});

test('what is untestable for another reason is not tried again', async () => {
  expect(await outcomeOf({ run: () => Promise.reject(new Untestable('nothing to ask')) })).toMatchObject({
    outcome: 'untestable',
    tried: ['untestable'],
  });
});

test('what fails and then cannot be tried again stays failed', async () => {
  let tries = 0;
  const run = async (context: CaseContext) => {
    if (++tries > 1) throw new Untestable('gone');
    await fails(context);
  };
  expect(await outcomeOf({ run })).toMatchObject({
    outcome: 'failed',
    reason: whyItFails,
    tried: ['failed', 'untestable'],
  });
});

test('a case that takes too long errored', async () => {
  const run = () => new Promise<void>(() => undefined);
  expect(await outcomeOf({ run }, { caseTimeoutMs: 30 })).toMatchObject({
    outcome: 'errored',
    reason: 'took longer than 0.03 s',
  });
});

test('what a case waits for a real clock does not count as its own time', async () => {
  await using idp = await startTinyIdp();
  const capabilities = { clock: { kind: 'real', waitSeconds: 1 } } as const;
  await using session = await openSession(targetAt([idp.url], { capabilities }));
  const run: TinyCase['run'] = async ({ clock, signal }) => {
    for (let i = 0; i < 3; i++) await clock.advance(0.2, signal);
  };
  const [ran] = await runTiny(session, { waits: { needs: ['clock'], run } }, { caseTimeoutMs: 400 });
  expect(ran?.result.outcome).toBe('passed');
  expect(ran?.result.durationMs).toBeGreaterThanOrEqual(599);
});

test('a race that fails has failed and is not tried again', async () => {
  const run: TinyCase['run'] = async ({ oauth, race }) => {
    const client = await oauth.client();
    const { ok } = await race(2, () => oauth.prepare('token', client));
    assert.equal(ok.length, 1, `${ok.length} winners`);
  };
  for (const exclusive of [undefined, 'a busy target races nobody']) {
    const { result, evidence } = await outcomeOf({ run, ...(exclusive ? { exclusive } : {}) });
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: '2 winners',
      attempts: [{ outcome: 'failed' }],
    });
    expect(evidence?.races).toMatchObject([{ requests: 2, ok: 2 }]);
  }
});

test('an exclusive case that fails is tried again too', async () => {
  let tries = 0;
  const run: TinyCase['run'] = (context) => (++tries === 1 ? fails(context) : accepts(context));
  expect(await outcomeOf({ exclusive: 'moves the clock', run })).toMatchObject({
    outcome: 'flaky',
    tried: ['failed', 'passed'],
  });
});

test('a case that is behind the registry names what it no longer proves', async () => {
  expect((await outcomeOf({ verifies: ['CA-001', 'CA-004'], run: accepts })).result).toMatchObject({
    outcome: 'passed',
    outdated: ['CA-004'],
  });
  expect((await outcomeOf({ verifies: ['CA-004@2'], run: accepts })).result.outdated).toEqual([]);
});

test('repeats are attempts of one result, and any failure among them is the outcome', async () => {
  let tries = 0;
  const run: TinyCase['run'] = (context) => (++tries === 2 ? fails(context) : accepts(context));
  expect(await outcomeOf({ run }, { repeat: 3 })).toMatchObject({
    outcome: 'failed',
    reason: whyItFails,
    tried: ['passed', 'failed', 'passed'],
  });
  expect(await outcomeOf({ run: accepts }, { repeat: 2 })).toMatchObject({
    outcome: 'passed',
    tried: ['passed', 'passed'],
  });
});
