import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import { Evidence } from '../../reports/evidence.ts';
import type { CaseContext } from './context.ts';
import { control, expectRefused } from './expect.ts';
import { NotApplicable, Untestable } from './outcomes.ts';
import { openSession } from './testing/open-case.ts';
import { accepts, fails, outcomeOf, runTiny, type TinyCase, whyItFails } from './testing/run-cases.ts';
import { startRawServer } from './testing/test-server.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const refuses = async ({ oauth }: CaseContext) => {
  const client = await oauth.client();
  await control(oauth.token(client));
  expectRefused(await oauth.token(client, { secret: 'another' }));
};

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
    reason: whyItFails,
    tried: ['failed', 'failed'],
  });
});

test.for(['CA-002', 'CA-003'])('an assertion about %s, no MUST, warned and cannot fail', async (id) => {
  expect(await outcomeOf({ verifies: [id], run: fails })).toMatchObject({
    outcome: 'warned',
    reason: whyItFails,
    tried: ['warned', 'warned'],
  });
});

test('an assertion of node:assert is told by the first line of its message', async () => {
  const { outcome, reason } = await outcomeOf({ run: async () => assert.equal(1, 2, 'not equal:\nmore') });
  expect([outcome, reason]).toEqual(['failed', 'not equal:']);
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
    'the target file gives no capability clock that moves (it is real, and waitSeconds is 0)',
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
  const twice = [fault, null, fault, null];
  idp.answerNext('/token', ...twice, ...twice);
  const [ran] = await runTiny(session, { one: { run: fails } });
  expect(ran?.result).toMatchObject({
    outcome: 'passed',
    notes: ['answered 500 twice between passing controls; counted as a refusal'],
    attempts: [{ outcome: 'passed' }, { outcome: 'passed' }],
  });

  idp.answerNext('/token', ...twice);
  const [disturbed] = await runTiny(session, { one: { run: fails } });
  expect(disturbed?.result).toMatchObject({ outcome: 'failed', notes: [] });
});
