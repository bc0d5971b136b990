import { expect, test } from 'vitest';
import { claimsOf } from '../harness/oauth/assertion.ts';
import { openCase } from '../harness/testing/open-case.ts';
import { startTestServer, type TestAnswer } from '../harness/testing/test-server.ts';
import { fixture, targetAt } from '../harness/testing/test-target.ts';
import { startTinyIdp } from '../harness/testing/tiny-idp.ts';
import remembered from './identifier-is-remembered-to-the-end.case.ts';

const accepted: TestAnswer = { body: { access_token: 'a token', token_type: 'Bearer' } };
const refused: TestAnswer = { status: 401, body: { error: 'invalid_client' } };

const client = fixture({
  id: 'svc-hmac',
  methods: ['client_secret_jwt'],
  alg: 'HS256',
  secret: 'a secret that is long enough for HS256',
});

/** The variant about the second in which an assertion ends, by the answers to it; resolves to how long after its exp it was moved to. */
async function judge(...answers: TestAnswer[]): Promise<number> {
  let offset = 0;
  let movedTo = 0;
  await using control = await startTestServer(({ body }) => {
    offset += JSON.parse(body).advanceSeconds * 1000;
    movedTo = Date.now() + offset;
    return { body: { now: movedTo } };
  });
  await using idp = await startTinyIdp();
  idp.answerNext('/token', ...answers);
  const target = targetAt([idp.url], {
    oauth: { clients: [client] },
    capabilities: { clock: { kind: 'http', urls: [control.url], token: 'a token' } },
  });
  const { assertion } = target.profile;
  target.profile.assertion = { ...assertion, maxLifetimeSeconds: 'none', skewSeconds: 5 };
  await using open = await openCase(target);
  const { variants } = remembered;
  await variants.find(({ key }) => key === 'client-secret-jwt-second-of-its-end')?.run(open.context);
  const { exp } = claimsOf(idp.arrivedAt('/token')[0]?.form.get('client_assertion') ?? '');
  return movedTo / 1000 - Number(exp);
}

test('an assertion is tried again when its tolerance has just passed', async () => {
  expect(await judge(accepted, refused, accepted, refused, accepted)).toBeGreaterThanOrEqual(5);
});

test('who takes it there once more has forgotten it', async () => {
  await expect(judge(accepted, refused, accepted, accepted)).rejects.toThrow('accepted, must be refused');
});
