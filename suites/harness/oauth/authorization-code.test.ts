import { expect, test } from 'vitest';
import { Untestable } from '../outcomes.ts';
import type { OAuthDescription } from '../target/description.ts';
import { openCase } from '../testing/open-case.ts';
import { startTestServer, type TestAnswer } from '../testing/test-server.ts';
import { basicClient, fixture, targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';

const other = fixture({ id: 'svc-other', secret: 'the secret of svc-other' });

/** A target whose clients may redeem codes and nothing else, each of them numbered by whom it is for. */
async function openWhereCodesAreTheGrant(oauth: Partial<OAuthDescription> = {}, refusal?: TestAnswer) {
  const idp = await startTinyIdp();
  const minted: string[] = [];
  const operator = await startTestServer(({ body }) => {
    if (refusal) return refusal;
    minted.push(`${JSON.parse(body).client_id} ${minted.length}`);
    return { status: 201, body: { code: minted.at(-1) } };
  });
  const open = await openCase(
    targetAt([idp.url], {
      oauth: {
        grant: { grant_type: 'authorization_code', scope: 'openid' },
        redirectUri: 'http://127.0.0.1:1/cb',
        clients: [basicClient, other],
        ...oauth,
      },
      capabilities: { admin: { url: operator.url, token: 'control' } },
    }),
  );
  return {
    ...open.context,
    client: open.context.oauth.fixture(basicClient, 'client_secret_basic'),
    asked: () => operator.arrived.length,
    redeemed: () => idp.arrivedAt('/token').map(({ form }) => form),
    idp,
    async [Symbol.asyncDispose]() {
      for (const one of [open, idp, operator]) await one[Symbol.asyncDispose]();
    },
  };
}

test('each request redeems a code of its own, for which the scope was asked before', async () => {
  await using at = await openWhereCodesAreTheGrant();
  expect((await at.oauth.token(at.client)).kind).toBe('accepted');
  expect((await at.oauth.token(at.client, { secret: 'another' })).kind).toBe('refused');
  const forms = at.redeemed();
  expect(forms.map((form) => form.get('code'))).toEqual(['svc-basic 0', 'svc-basic 1']);
  expect([...(forms[0]?.keys() ?? [])]).toEqual(['grant_type', 'code', 'redirect_uri', 'code_verifier']);
});

test('whoever is named in place of the client finds a code that is theirs', async () => {
  await using at = await openWhereCodesAreTheGrant();
  await at.oauth.token(at.client, { clientId: 'svc-other' });
  await at.oauth.token(at.client, { clientId: 'nobody' });
  expect(at.redeemed().map((form) => form.get('code'))).toEqual(['svc-other 0', 'svc-basic 1']);
});

test('no code is minted for a request that brings a grant of its own', async () => {
  await using at = await openWhereCodesAreTheGrant();
  await at.oauth.token(at.client, at.grants.refresh('a refresh token'));
  await at.oauth.token(at.client, await at.grants.code(at.client));
  expect(at.asked()).toBe(1);
});

test('no other scope can be asked for where a code is redeemed', async () => {
  await using at = await openWhereCodesAreTheGrant();
  await expect(at.oauth.token(at.client, { form: { scope: 'other' } })).rejects.toThrow(
    new Untestable('the scope is that of the code, so none can be asked for at the token endpoint'),
  );
});

test('a client that is given no code can not be probed, and what ails the operator is an error', async () => {
  await using refused = await openWhereCodesAreTheGrant({}, { status: 400, body: {} });
  await expect(refused.oauth.token(refused.client)).rejects.toThrow(
    new Untestable('svc-basic is given no code: the admin capability answered 400 to POST /codes'),
  );
  await using ailing = await openWhereCodesAreTheGrant({}, { status: 500, body: {} });
  const error = await ailing.oauth.token(ailing.client).catch((reason: unknown) => reason);
  expect(error).toEqual(new Error('the admin capability answered 500 to POST /codes'));
  expect(error).not.toBeInstanceOf(Untestable);
});

test('a refusal that a code of nobody or of another gets too does not tell whether the client was let in', async () => {
  const refusal = (error_description: string) => ({
    status: 400,
    body: { error: 'invalid_request', error_description },
  });
  const askWith = async (...answers: TestAnswer[]) => {
    await using at = await openWhereCodesAreTheGrant();
    at.idp.answerNext('/token', ...answers);
    return (await at.oauth.token(at.client)).kind;
  };
  const [ofTheCode, malformed, elsewhere] = ['no such code', 'no such type', 'not yours'].map(refusal);
  if (!ofTheCode || !malformed || !elsewhere) throw new Error('three refusals are needed');
  expect(await askWith(ofTheCode, ofTheCode)).toBe('other');
  expect(await askWith(elsewhere, ofTheCode, elsewhere)).toBe('other');
  expect(await askWith(malformed, ofTheCode, elsewhere)).toBe('refused');
});

test('the subject of a token that a code gave may be its user, unless it is a client', async () => {
  const tokenOwner = { by: 'claim', claim: 'sub' } as const;
  await using at = await openWhereCodesAreTheGrant({ tokenOwner });
  const tokenOf = (sub: string) => `e30.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.x`;
  at.idp.answerNext(
    '/token',
    { body: { access_token: tokenOf('alice') } },
    { body: { access_token: tokenOf('svc-other') } },
  );
  const ofAUser = await at.oauth.token(at.client);
  await expect(at.oauth.tokenOwner(at.client, ofAUser)).rejects.toThrow(
    new Untestable('the sub of the token is alice, which may be the user it was given for'),
  );
  const ofAClient = await at.oauth.token(at.client);
  expect(await at.oauth.tokenOwner(at.client, ofAClient)).toMatchObject({ clientId: 'svc-other' });
});
