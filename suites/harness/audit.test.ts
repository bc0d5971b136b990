import { expect, test } from 'vitest';
import { Untestable } from './outcomes.ts';
import { selfTest } from './self-test.ts';
import { openCase, openSession } from './testing/open-case.ts';
import { type Arrived, startTestServer, type TestAnswer } from './testing/test-server.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const at = { clientId: '/clientId', outcome: '/outcome', reason: '/reason' };
const mine = (outcome: string, reason?: string) => ({ clientId: 'svc-basic', outcome, reason });
const others = { clientId: 'svc-basic-2', outcome: 'refused' };

/** An identity provider and an export beside it that answers as told, given how often it was asked. */
async function startAudited(answerTo: (times: number, request: Arrived) => TestAnswer, pointers = at) {
  await using stack = new AsyncDisposableStack();
  const idp = stack.use(await startTinyIdp());
  let times = 0;
  const server = stack.use(await startTestServer((request) => answerTo(++times, request)));
  const audit = { url: server.url, token: 'the audit token', since: 'from', at: pointers };
  const owned = stack.move();
  return {
    target: targetAt([idp.url], { capabilities: { audit } }),
    arrived: server.arrived,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function eventOf(target: Awaited<ReturnType<typeof startAudited>>['target']) {
  await using open = await openCase(target);
  const { oauth, audit } = open.context;
  const client = await oauth.client();
  const watch = await audit.watch(client);
  await oauth.token(client);
  return watch.event();
}

const lines = (...events: object[]) => ({
  body: events.map((event) => `${JSON.stringify(event)}\n`).join(''),
});

test('the event that a request leaves is the first new one of its client', async () => {
  await using audited = await startAudited((times) =>
    times === 1
      ? lines(mine('accepted'))
      : lines(mine('accepted'), others, mine('refused', 'expired'), mine('accepted')),
  );
  expect(await eventOf(audited.target)).toEqual({ outcome: 'refused', reason: 'expired' });
  const [first] = audited.arrived;
  expect(first?.header('authorization')).toBe('Bearer the audit token');
  const from = Number(new URLSearchParams(first?.path.split('?')[1]).get('from'));
  expect(from).toBeLessThan(Date.now());
  expect(new Set(audited.arrived.map(({ path }) => path)).size).toBe(1);
});

test('an event may be late, and a JSON array with names of its own', async () => {
  const event = { data: [{ id: 'svc-basic' }], result: 'ok' };
  await using audited = await startAudited((times) => ({ body: times < 4 ? [] : [event] }), {
    clientId: '/data/0/id',
    outcome: '/result',
    reason: '/why',
  });
  expect(await eventOf(audited.target)).toEqual({ outcome: 'ok', reason: null });
  expect(audited.arrived).toHaveLength(4);
});

test.for<[string, TestAnswer, string]>([
  ['a refusal', { status: 401 }, 'the audit export was answered 401'],
  ['a page', { body: '<p>events</p>' }, 'the audit export is neither JSON lines nor a JSON array'],
])('%s is no export', async ([, answer, told]) => {
  await using audited = await startAudited(() => answer);
  await expect(eventOf(audited.target)).rejects.toThrow(told);
});

test('without the capability nothing is proven', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(targetAt([idp.url]));
  expect(open.context.audit.offered).toBe(false);
  await expect(eventOf(targetAt([idp.url]))).rejects.toThrow(Untestable);
});

test('the self-test finds a client that was served in the audit', async () => {
  const accepted = mine('accepted');
  await using audited = await startAudited((times) => lines(...Array(times).fill(accepted)));
  await using session = await openSession(audited.target);
  expect(await selfTest(session, new Set(['audit'] as const))).toEqual([
    expect.objectContaining({ name: 'token endpoint' }),
    { name: 'audit', passed: true, detail: 'tells of svc-basic: accepted' },
  ]);
});

test('an audit that tells no outcome stops a run', async () => {
  await using audited = await startAudited((times) => lines(...Array(times).fill({ clientId: 'svc-basic' })));
  await using session = await openSession(audited.target);
  await expect(selfTest(session, new Set(['audit'] as const))).rejects.toThrow(
    'self-test of audit failed: tells no outcome of svc-basic',
  );
});
