import { expect } from 'vitest';
import { onEachStore } from './testing/on-each-store.ts';

onEachStore('a pushed request is given once, in time, to its client', async (open) => {
  const { pushedRequests, database } = await open();
  const request = {
    clientId: 'client',
    redirectUri: 'https://client.example/cb',
    scope: 'api',
    codeChallenge: 'x',
    state: undefined,
  };
  await pushedRequests.push('urn:one', request, 1000);
  await pushedRequests.push('urn:other', request, 1000);
  expect(await pushedRequests.take('urn:one', 'CLIENT', 1)).toBeUndefined();
  const taken = await Promise.all(
    Array.from({ length: 20 }, () => pushedRequests.take('urn:one', 'client', 1)),
  );
  expect(taken.filter(Boolean)).toEqual([request]);
  expect(await pushedRequests.take('urn:other', 'client', 1000)).toBeUndefined();
  expect(JSON.stringify(await database.selectFrom('pushed_requests').selectAll().execute())).not.toContain(
    'urn:',
  );
});

onEachStore('tokens and codes of any text are looked up', async (open) => {
  const { refreshTokens, authorizationCodes, pushedRequests } = await open();
  for (const text of ['\0', '\ud800', 'x'.repeat(100_000)]) {
    expect(await refreshTokens.find(text)).toBeUndefined();
    expect(await authorizationCodes.find(text)).toBeUndefined();
    expect(await pushedRequests.take(text, 'client', 1)).toBeUndefined();
    expect([await refreshTokens.spend(text, 1), await authorizationCodes.redeem(text, 1)]).toEqual([
      false,
      false,
    ]);
  }
});

onEachStore('a pushed request comes back whatever its state holds', async (open) => {
  const { pushedRequests } = await open();
  const request = {
    ...{ clientId: 'client', redirectUri: 'https://client.example/cb', scope: 'api' },
    ...{ codeChallenge: 'x', state: '\0\ud800"\\' },
  };
  await pushedRequests.push('urn:one', request, 1000);
  expect(await pushedRequests.take('urn:one', 'client', 1)).toEqual(request);
});

onEachStore('a code and a refresh token are used once, and die with their grant', async (open) => {
  const { grants, authorizationCodes, refreshTokens, accessTokens } = await open();
  const grant = {
    id: 'g',
    clientId: 'client',
    subject: 'somebody',
    scope: 'api',
    grantedAt: 1,
    expiresAt: 9,
  };
  await grants.record(grant);
  const redirect = { redirectUri: 'https://client.example/cb', codeChallenge: 'x' };
  await authorizationCodes.record('code', { grantId: 'g', ...redirect, expiresAt: 5 });
  await refreshTokens.record('refresh', { grantId: 'g', issuedAt: 1 });
  await accessTokens.record({
    ...{ id: 'access', clientId: 'client', scope: 'api', issuedAt: 1, expiresAt: 5, grantId: 'g' },
  });
  const twenty = Array.from({ length: 20 });
  const redeemed = await Promise.all(twenty.map(() => authorizationCodes.redeem('code', 2)));
  const spent = await Promise.all(twenty.map(() => refreshTokens.spend('refresh', 2)));
  expect([redeemed.filter(Boolean).length, spent.filter(Boolean).length]).toEqual([1, 1]);
  expect(await refreshTokens.find('refresh')).toEqual({
    ...{ grant: { ...grant, revokedAt: undefined }, issuedAt: 1, usedAt: 2 },
  });

  await grants.revoke('g', 3);
  expect((await authorizationCodes.find('code'))?.grant.revokedAt).toBe(3);
  expect(await accessTokens.find('access')).toMatchObject({ subject: 'somebody', revokedAt: 3 });
  await grants.purge(10);
  expect(await authorizationCodes.find('code')).toBeUndefined();
  expect(await refreshTokens.find('refresh')).toBeUndefined();
});

onEachStore('an access token is dead from its first revocation on', async (open) => {
  const { accessTokens } = await open();
  const token = { clientId: 'client', scope: 'api', issuedAt: 1, expiresAt: 9, grantId: undefined };
  for (const id of ['revoked', 'other']) await accessTokens.record({ ...token, id });
  expect(await accessTokens.find('revoked')).toEqual({
    ...token,
    ...{ id: 'revoked', subject: 'client', revokedAt: undefined },
  });
  for (const now of [3, 4]) await accessTokens.revoke('revoked', now);
  expect((await accessTokens.find('revoked'))?.revokedAt).toBe(3);
  expect((await accessTokens.find('other'))?.revokedAt).toBeUndefined();
  expect(await accessTokens.find('nothing')).toBeUndefined();
});
