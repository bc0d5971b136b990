import { expect, test } from 'vitest';
import { openCase, openCaseAt } from '../testing/open-case.ts';
import type { TestAnswer } from '../testing/test-server.ts';
import { fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { claimsOf } from './assertion.ts';
import type { Probe } from './call.ts';

const fault: TestAnswer = { status: 500, body: 'oops' };

const rolesOf = (open: { recorder: { exchanges: { role: string }[] } }) =>
  open.recorder.exchanges.map(({ role }) => role);

test('a fault that repeats between passing controls is a refusal, with a note', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/token', fault, null, fault, null);
  const reply = await open.context.oauth.token(open.client);
  expect([reply.kind, reply.status]).toEqual(['refused', 500]);
  expect(rolesOf(open)).toEqual(['probe', 'control', 'probe', 'control']);
  expect(open.recorder.notes).toEqual(['answered 500 twice between passing controls; counted as a refusal']);
});

test('a fault that does not repeat is what the repeat said', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/token', fault);
  expect((await open.context.oauth.token(open.client)).kind).toBe('accepted');
  idp.answerNext('/token', fault);
  expect((await open.context.oauth.token(open.client, { secret: 'another' })).kind).toBe('refused');
  expect(open.recorder.notes).toEqual([]);
});

test.for([
  ['before', [fault, fault, fault, null]],
  ['after', [fault, null, fault, fault]],
] as const)('a fault is not judged where the control %s it fails too', async ([, answers]) => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/token', ...answers);
  expect((await open.context.oauth.token(open.client)).kind).toBe('other');
  expect(open.recorder.notes).toEqual([]);
});

test('the repeat presents an assertion of its own, unless the probe brings one', async () => {
  await using idp = await startTinyIdp();
  const clients = [fixture({ id: 'hs', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) })];
  await using open = await openCase(targetAt([idp.url], { oauth: { clients } }));
  const { oauth } = open.context;
  const client = await oauth.client({ method: 'client_secret_jwt' });
  const assertion = client.assertion();
  for (const probe of [{}, { assertion }]) {
    idp.answerNext('/token', fault, { body: { access_token: 'x' } }, fault, { body: { access_token: 'x' } });
    await oauth.token(client, probe);
  }
  const sent = idp.arrivedAt('/token').map(({ form }) => form.get('client_assertion') ?? '');
  expect(new Set(sent.slice(0, 4).map((one) => claimsOf(one).jti)).size).toBe(4);
  expect([sent[4], sent[6]]).toEqual([assertion, assertion]);
  expect(new Set([sent[5], sent[7], assertion]).size).toBe(3);
});

test('what a fault may have spent is not judged by its repeat, unless that is accepted', async () => {
  await using idp = await startTinyIdp();
  const clients = [fixture({ id: 'hs', methods: ['client_secret_jwt'], secret: 'x'.repeat(32) })];
  await using open = await openCase(targetAt([idp.url], { oauth: { clients } }));
  const { oauth } = open.context;
  const client = await oauth.client({ method: 'client_secret_jwt' });
  const accepted = { body: { access_token: 'x' } };
  const refused = { status: 401, body: { error: 'invalid_client' } };
  const judged = async (repeat: TestAnswer, probe: Probe) => {
    idp.answerNext('/token', fault, accepted, repeat, accepted);
    const { kind, status } = await oauth.token(client, probe);
    return kind === 'other' ? status : kind;
  };
  const once = () => client.assertion();
  for (const probe of [
    { assertion: once() },
    { form: { client_assertion: once() } },
    { form: { code: 'x' } },
  ]) {
    expect(await judged(refused, probe)).toBe(500);
    expect(await judged(accepted, probe)).toBe('accepted');
  }
  for (const probe of [{}, { form: { scope: 'x' } }]) expect(await judged(refused, probe)).toBe('refused');
});

test.for([503, 429, 404])('%i is an answer and is not repeated', async (status) => {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url);
  idp.answerNext('/token', { status, body: '' });
  expect((await open.context.oauth.token(open.client)).kind).toBe('other');
  expect(idp.arrivedAt('/token')).toHaveLength(1);
});
