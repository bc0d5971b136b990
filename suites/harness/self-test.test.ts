import { expect, test } from 'vitest';
import { EnvironmentProblem } from './oauth/discovery.ts';
import { capabilitiesOf, selfTest, tryClock, tryFixtures, tryRegistration } from './self-test.ts';
import type { Capabilities } from './target/description.ts';
import { openSession } from './testing/open-case.ts';
import { startTestServer } from './testing/test-server.ts';
import { basicClient, fixture, targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

const nothing = new Set<never>();
const clock = new Set(['clock'] as const);

/** A control that moves its own time, and a target that dates its answers by it: at once, from the third on, or never; or dates none. */
async function startSteerable({ follows }: { follows: 'at once' | 'later' | 'never' | 'unseen' }) {
  let offset = 0;
  let datedByTheOld = 0;
  const now = () => new Date(Date.now() + offset);
  const control = await startTestServer(({ body }) => {
    offset += JSON.parse(body).advanceSeconds * 1000;
    datedByTheOld = { 'at once': 0, later: 2, never: Number.POSITIVE_INFINITY, unseen: 0 }[follows];
    return { body: { now: now().getTime() } };
  });
  const date = () => (datedByTheOld-- > 0 ? new Date() : now()).toUTCString();
  const endpoints = { token: { url: '/token', methods: null, audience: null } };
  const server = await startTestServer(({ path }) => ({
    status: path === '/token' ? 401 : 404,
    headers: { Date: follows === 'unseen' ? '' : date() },
  }));
  const capabilities: Partial<Capabilities> = {
    clock: { kind: 'http', urls: [control.url], token: 'the control token' },
  };
  return {
    target: targetAt([server.url], { oauth: { endpoints }, capabilities }),
    async [Symbol.asyncDispose]() {
      await Promise.all([control[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
    },
  };
}

test('what the target file gives is a capability', async () => {
  await using idp = await startTinyIdp();
  const given = async (capabilities: Partial<Capabilities>, urls = [idp.url]) => {
    await using session = await openSession(targetAt(urls, { capabilities }));
    return [...capabilitiesOf(session)];
  };
  expect(await given({})).toEqual([]);
  expect(await given({ clock: { kind: 'real', waitSeconds: 1 } })).toEqual(['clock']);
  expect(await given({ admin: { url: idp.url, token: 'a token' } })).toEqual(['admin']);
  expect(await given({ restart: { command: ['true'] } })).toEqual(['restart']);
  expect(await given({}, [idp.url, idp.url])).toEqual(['instances']);
});

test('what no plan needs is not tried, but for the token endpoint, which is asked once', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const before = idp.arrived.length;
  expect(await selfTest(session, nothing)).toMatchObject([{ name: 'token endpoint', passed: true }]);
  expect(idp.arrived.slice(before).map(({ path }) => path)).toEqual(['/token']);
});

test.each(['at once', 'later'] as const)('a clock that the target follows %s passes', async (follows) => {
  await using steerable = await startSteerable({ follows });
  await using session = await openSession(steerable.target);
  expect(await selfTest(session, clock)).toEqual([
    expect.objectContaining({ name: 'token endpoint' }),
    { name: 'clock', passed: true, detail: 'moved one hour, and the target followed' },
  ]);
});

test('a clock that the target does not follow stops the run', async () => {
  await using steerable = await startSteerable({ follows: 'never' });
  await using session = await openSession(steerable.target);
  const problem = await selfTest(session, clock).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(EnvironmentProblem);
  expect((problem as Error).message).toMatch(
    /^self-test of clock failed: moved one hour, but the Date of its answers moved -?\d s; a proxy .* must follow too$/,
  );
});

test('a clock that no answer tells fails for that', async () => {
  await using steerable = await startSteerable({ follows: 'unseen' });
  await using session = await openSession(steerable.target);
  expect(session.clock.isTold).toBe(false);
  expect(await tryClock(session)).toEqual({
    name: 'clock',
    passed: false,
    detail: 'moved one hour, but its answers have no Date to show it; have the server or a proxy add one',
  });
});

test('a clock that does not answer fails, and is no fault of ours', async () => {
  await using idp = await startTinyIdp();
  const capabilities: Partial<Capabilities> = {
    clock: { kind: 'http', urls: [`${idp.url}/clock`], token: 'the control token' },
  };
  await using session = await openSession(targetAt([idp.url], { capabilities }));
  expect(await tryClock(session)).toEqual({
    name: 'clock',
    passed: false,
    detail: `the clock at ${idp.url}/clock answered 401 instead of {"now": …}`,
  });
});

test('a target that is gone after its clock moved fails the test', async () => {
  await using steerable = await startSteerable({ follows: 'at once' });
  await using session = await openSession(steerable.target, { limits: { answerMs: 200 } });
  session.target.baseUrls.splice(0, 1, 'http://127.0.0.1:1');
  expect(await tryClock(session)).toMatchObject({
    passed: false,
    detail: expect.stringContaining('cannot connect'),
  });
});

test('a real clock needs no proof', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  expect(await tryClock(session)).toEqual({ name: 'clock', passed: true, detail: 'real time' });
});

test('of several instances each must accept a client', async () => {
  await using one = await startTinyIdp();
  await using two = await startTinyIdp();
  await using session = await openSession(targetAt([one.url, two.url]));
  expect(await selfTest(session, nothing)).toEqual([
    expect.objectContaining({ name: 'token endpoint' }),
    { name: `instance ${one.url}`, passed: true, detail: 'accepted' },
    { name: `instance ${two.url}`, passed: true, detail: 'accepted' },
  ]);
  expect([one.arrivedAt('/token').length, two.arrivedAt('/token').length]).toEqual([2, 1]);

  two.answerNext('/token', { status: 503, body: '' });
  await expect(selfTest(session, nothing)).rejects.toThrow(
    new EnvironmentProblem(`self-test of instance ${two.url} failed: answered 503`),
  );
});

test('who is there to be refused is not tried', async () => {
  await using idp = await startTinyIdp();
  const clients = [
    fixture({ ...basicClient, id: 'off', state: 'disabled' }),
    fixture({ ...basicClient, id: 'without', grants: ['authorization_code'] }),
    basicClient,
  ];
  await using session = await openSession(targetAt([idp.url], { oauth: { clients } }));
  expect((await tryFixtures(session)).map(({ name }) => name)).toEqual([
    'client svc-basic by client_secret_basic',
  ]);
});

test('a client that is refused only form-encoded can be used', async () => {
  await using idp = await startTinyIdp();
  const odd = fixture({ id: 'odd', methods: ['client_secret_basic'], secret: 'a secret' });
  await using session = await openSession(targetAt([idp.url], { oauth: { clients: [odd] } }));
  const refused = { status: 401, body: { error: 'invalid_client' } };
  const name = 'client odd by client_secret_basic';
  expect(await tryFixtures(session)).toEqual([
    { name, passed: false, detail: 'answered 401 invalid_client' },
  ]);

  idp.clients.set('odd', 'a secret');
  idp.answerNext('/token', refused, null);
  expect(await tryFixtures(session)).toEqual([
    {
      name,
      passed: true,
      detail:
        'accepted, but only where its credentials are not form-encoded (RFC 6749 §2.3.1); a run reports that',
    },
  ]);
  expect(idp.arrivedAt('/token').at(-1)?.header('authorization')).toBe(`Basic ${btoa('odd:a secret')}`);
});

test('what a server says of its refusal is told, in one line and without a secret', async () => {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const error_description = `Not for\n  ${basicClient.secret}`;
  const refused = { status: 401, body: { error: 'invalid_client', error_description } };
  idp.answerNext('/token', refused, refused);
  expect(await tryFixtures(session)).toEqual([
    {
      name: 'client svc-basic by client_secret_basic',
      passed: false,
      detail: expect.stringMatching(/^answered 401 invalid_client: Not for ‹client-secret:\w+›$/),
    },
  ]);
});

test('an instance is tried by a client that can be used alone, or by one that registers', async () => {
  await using one = await startTinyIdp();
  const clients = [
    fixture({ id: 'chain', chain: ['client_secret_basic', 'client_secret_post'], secret: 'a secret' }),
    fixture({ id: 'public', methods: ['none'] }),
  ];
  for (const oauth of [
    { clients: [...clients, basicClient] },
    { clients, registration: { initialAccessToken: null } },
  ]) {
    await using session = await openSession(targetAt([one.url, one.url], { oauth }));
    expect(await selfTest(session, nothing)).toMatchObject(Array(3).fill({ passed: true }));
    expect([...one.clients.keys()], 'what was registered is deleted').toEqual([basicClient.id]);
  }
  await using session = await openSession(targetAt([one.url, one.url], { oauth: { clients } }));
  await expect(selfTest(session, nothing)).rejects.toThrow(
    'neither a fixture nor a registration can give one',
  );
});

test('fixtures are tried by each of their methods; those that are disabled, public or without the probing grant are not', async () => {
  await using idp = await startTinyIdp();
  const clients = [
    basicClient,
    fixture({ id: 'wrong', methods: ['client_secret_basic', 'client_secret_post'], secret: 'a secret' }),
    fixture({ id: 'off', methods: ['client_secret_basic'], secret: 'a secret', state: 'disabled' }),
    fixture({
      id: 'codes-only',
      methods: ['client_secret_basic'],
      secret: 'a secret',
      grants: ['authorization_code'],
    }),
    fixture({ id: 'either', methods: ['none', 'client_secret_post'], secret: 'a secret' }),
    fixture({ id: 'keyless', methods: ['private_key_jwt'], alg: 'ES256' }),
  ];
  await using session = await openSession(targetAt([idp.url], { oauth: { clients } }));
  expect(await tryFixtures(session)).toEqual([
    { name: 'client svc-basic by client_secret_basic', passed: true, detail: 'accepted' },
    { name: 'client wrong by client_secret_basic', passed: false, detail: 'answered 401 invalid_client' },
    { name: 'client wrong by client_secret_post', passed: false, detail: 'answered 401 invalid_client' },
    { name: 'client either by client_secret_post', passed: false, detail: 'answered 401 invalid_client' },
    {
      name: 'client keyless by private_key_jwt',
      passed: false,
      detail: 'client keyless has no key to sign an assertion with',
    },
  ]);
  expect(await tryFixtures(session, { first: true })).toHaveLength(1);
});

test('a registration that works passes, and leaves no client behind', async () => {
  await using idp = await startTinyIdp();
  const oauth = { registration: { initialAccessToken: 'a token' } };
  await using session = await openSession(targetAt([idp.url], { oauth }));
  const before = idp.clients.size;
  expect(await tryRegistration(session)).toEqual({
    name: 'registration of clients by client_secret_basic',
    passed: true,
    detail: 'accepted',
  });
  expect(idp.clients.size).toBe(before);
});

test('a registration that works only once fails, and says how it was answered', async () => {
  await using idp = await startTinyIdp();
  const oauth = { registration: { initialAccessToken: 'a token' } };
  await using session = await openSession(targetAt([idp.url], { oauth }));
  const spent = { error: 'invalid_token', error_description: 'it was used before' };
  const refusal = { status: 401, body: spent };
  idp.answerNext('/register', null, refusal, refusal); // One that is not about what was asked is asked once more.
  expect(await tryRegistration(session)).toMatchObject({
    passed: false,
    detail: 'the second was answered 401 invalid_token: it was used before',
  });
});
