import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import { Evidence } from '../../reports/evidence.ts';
import { CaseResult } from '../../reports/run-report.ts';
import type { CaseContext } from './context.ts';
import { control, expectRefused } from './expect.ts';
import { NotApplicable, Untestable } from './outcomes.ts';
import { openSession } from './testing/open-case.ts';
import { runTiny, type TinyCase } from './testing/run-cases.ts';
import { startRawServer } from './testing/test-server.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const accepts = async ({ oauth }: CaseContext) => {
  await control(oauth.token(await oauth.client()));
};
const refuses = async ({ oauth }: CaseContext) => {
  const client = await oauth.client();
  await control(oauth.token(client));
  expectRefused(await oauth.token(client, { secret: 'another' }));
};
/** What must be refused is accepted. */
const fails = async ({ oauth }: CaseContext) => {
  expectRefused(await oauth.token(await oauth.client()));
};
const accepted =
  'accepted, must be refused: 200 JSON with access_token, token_type (svc-basic by client_secret_basic, token endpoint)';

/** Runs one case against the tiny provider. */
async function outcomeOf(definition: TinyCase, options = {}) {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const [ran] = await runTiny(session, { one: definition }, options);
  if (!ran) throw new Error('there is no result');
  expect(CaseResult.parse(ran.result)).toEqual(ran.result);
  const { outcome, reason, attempts } = ran.result;
  return { ...ran, outcome, reason, tried: attempts.map((attempt) => attempt.outcome) };
}

test('a case that ends in peace passed', async () => {
  const { result, evidence } = await outcomeOf({ run: refuses });
  expect(result).toEqual({
    id: 'area/one',
    title: 'Case one',
    variant: null,
    verifies: ['CA-001'],
    outdated: [],
    outcome: 'passed',
    known: null,
    reason: null,
    notes: [],
    durationMs: expect.any(Number),
    attempts: [{ outcome: 'passed', reason: null, durationMs: expect.any(Number) }],
    evidence: 'evidence/area/one.json',
  });
  expect(Evidence.parse(evidence).exchanges.map(({ role }) => role)).toEqual(['control', 'probe']);
});

test('an assertion about a MUST failed, and was tried twice', async () => {
  expect(await outcomeOf({ run: fails })).toMatchObject({
    outcome: 'failed',
    reason: accepted,
    tried: ['failed', 'failed'],
  });
});

test.for(['CA-002', 'CA-003'])('an assertion about %s, no MUST, warned and cannot fail', async (id) => {
  expect(await outcomeOf({ verifies: [id], run: fails })).toMatchObject({
    outcome: 'warned',
    reason: accepted,
    tried: ['warned', 'warned'],
  });
});

test('an assertion of node:assert is told by the first line of its message', async () => {
  const { outcome, reason } = await outcomeOf({ run: async () => assert.equal(1, 2, 'not equal:\nmore') });
  expect([outcome, reason]).toEqual(['failed', 'not equal:']);
});

test('what fails and then passes alone is flaky', async () => {
  let tries = 0;
  const { result } = await outcomeOf({
    run: (context) => (++tries === 1 ? fails(context) : accepts(context)),
  });
  expect(result.outcome).toBe('flaky');
  expect(result.reason).toBe(`passed when run alone; before that: ${accepted}`);
  expect(result.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
});

test('what fails and then cannot be tried again stays failed', async () => {
  let tries = 0;
  const run = async (context: CaseContext) => {
    if (++tries > 1) throw new Untestable('gone');
    await fails(context);
  };
  expect(await outcomeOf({ run })).toMatchObject({
    outcome: 'failed',
    reason: accepted,
    tried: ['failed', 'untestable'],
  });
});

test.for<[string, TinyCase, string]>([
  [
    'a feature',
    { features: ['totp'], run: accepts },
    'the target does not declare totp (it declares client_secret_basic, introspection, par, registration, revocation)',
  ],
  ['a profile', { verifies: ['CA-005'], run: accepts }, "applies under fapi2; the target's profile is oidc"],
])(
  '%s that the target does not claim is not applicable, and nothing is sent',
  async ([, definition, reason]) => {
    const { result, evidence } = await outcomeOf(definition);
    expect(result).toMatchObject({ outcome: 'not-applicable', reason, evidence: null, durationMs: 0 });
    expect(evidence).toBeNull();
  },
);

test.for<[string, TinyCase, string]>([
  [
    'a capability is missing',
    { needs: ['clock'], run: accepts },
    'the target file gives no capability clock',
  ],
  ['it says so', { run: () => Promise.reject(new Untestable('no client')) }, 'no client'],
  [
    'its control fails',
    {
      run: async ({ oauth }) =>
        void (await control(oauth.token(await oauth.client(), { secret: 'another' }))),
    },
    'the control was not accepted: 401 invalid_client (svc-basic by client_secret_basic, token endpoint)',
  ],
])('a case is untestable where %s', async ([, definition, reason]) => {
  expect(await outcomeOf(definition)).toMatchObject({ outcome: 'untestable', reason, tried: ['untestable'] });
});

test('a case may find out that it is not applicable', async () => {
  const run = () => Promise.reject(new NotApplicable('takes no secrets here'));
  expect(await outcomeOf({ run })).toMatchObject({
    outcome: 'not-applicable',
    reason: 'takes no secrets here',
  });
});

test('anything else that is thrown errored, and is tried once', async () => {
  const run = () => Promise.reject(new TypeError('a mistake of ours'));
  expect(await outcomeOf({ run })).toMatchObject({
    outcome: 'errored',
    reason: 'a mistake of ours',
    tried: ['errored'],
  });
  expect(await outcomeOf({ run: () => Promise.reject('text') })).toMatchObject({ reason: 'text' });
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

test('a target that is gone errored', async () => {
  await using gone = await startRawServer((socket) => socket.destroy());
  await using idp = await startTinyIdp();
  const endpoints = { token: { url: `${gone.url}/token`, methods: null, audience: null } };
  await using session = await openSession(targetAt([idp.url], { oauth: { endpoints } }));
  const [ran] = await runTiny(session, { one: { run: accepts } });
  expect(ran?.result).toMatchObject({
    outcome: 'errored',
    reason: expect.stringContaining('the connection was closed'),
  });
  expect(ran?.evidence?.exchanges).toMatchObject([{ response: null, error: expect.any(String) }]);
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
    reason: accepted,
    tried: ['passed', 'failed', 'passed'],
  });
  expect(await outcomeOf({ run: accepts }, { repeat: 2 })).toMatchObject({
    outcome: 'passed',
    tried: ['passed', 'passed'],
  });
});

test('each variant is a result of its own, with evidence of its own', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const ran = await runTiny(session, { table: { variants: { one: {}, two: {} }, run: accepts } });
  expect(ran.map(({ result }) => [result.variant, result.evidence]).sort()).toEqual([
    ['one', 'evidence/area/table#one.json'],
    ['two', 'evidence/area/table#two.json'],
  ]);
});

test('reasons and notes hold no secret', async () => {
  const run: TinyCase['run'] = async ({ oauth }) => {
    const client = await oauth.client();
    throw new Error(`the secret is ${client.secret}`);
  };
  expect((await outcomeOf({ run })).reason).toMatch(/^the secret is ‹client-secret:\w{8}›$/);
});

test('a reason stays short, whatever the target puts into its error', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  idp.answerNext('/token', { status: 400, body: { error: 'long '.repeat(100_000) } });
  const [ran] = await runTiny(session, { one: { run: accepts } });
  expect(ran?.result.reason).toHaveLength(1_000);
});

test('a fault between passing controls is a note of the result', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const fault = { status: 500, body: '' };
  idp.answerNext('/token', fault, null, fault, null);
  const [ran] = await runTiny(session, { one: { run: fails } });
  expect(ran?.result).toMatchObject({
    outcome: 'passed',
    notes: ['answered 500 twice between passing controls; counted as a refusal'],
  });
});
