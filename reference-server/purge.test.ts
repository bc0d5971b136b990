import { expect, onTestFinished, test, vi } from 'vitest';
import { adjustableClock } from './clock.ts';
import { rules } from './rules.ts';
import { openDatabase } from './storage/open-database.ts';
import { passingTables, rowsIn } from './storage/testing/rows.ts';
import { asserting, basic, startTryOut } from './try-out.ts';

const oneEach = passingTables.map((table) => [table, 1]);
const none = passingTables.map((table) => [table, 0]);
const twoMonths = 60 * 86_400;

/** A server whose time stands still, in a database that can be looked into. */
async function startLookedInto() {
  const opened = await openDatabase(':memory:');
  onTestFinished(() => opened.database.destroy());
  const now = Date.now();
  const clock = adjustableClock(() => now);
  const server = await startTryOut({ database: opened, clock });
  const rows = async () => {
    const counts = await rowsIn(opened.database);
    return passingTables.map((table, index) => [table, counts[index]]);
  };
  return { ...server, clock, rows };
}

/** Leaves a row in every table: an assertion is used, a request pushed, a code redeemed. */
async function leaveRows(server: Awaited<ReturnType<typeof startLookedInto>>): Promise<void> {
  const header = basic('basic', server.secrets.basic ?? '');
  const redirect_uri = 'https://client.example/cb';
  const code_challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'; // RFC 7636 Appendix B, as its verifier below
  const assertion = asserting(await server.assertion('es256'));
  await server.post('revoke', { ...assertion, token: 'x' });
  const pushed = { client_id: 'basic', response_type: 'code', redirect_uri, code_challenge };
  await server.post('par', { ...pushed, code_challenge_method: 'S256' }, header);
  const minted = await server.control('/codes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: 'basic', redirect_uri, code_challenge }),
  });
  const { code } = (await minted.json()) as { code: string };
  const code_verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  await server.token({ grant_type: 'authorization_code', code, redirect_uri, code_verifier }, header);
  expect(await server.rows()).toEqual(oneEach);
}

test('an identifier is kept until its assertion cannot be accepted any more, and no longer', async () => {
  await using server = await startLookedInto();
  const exp = Math.floor(server.clock.now() / 1000) + 60;
  await server.token(asserting(await server.assertion('es256', { claims: { exp } })));
  const kept = rules.rememberedUntil({ exp }, server.clock.now()) - server.clock.now();
  await server.advance(kept / 1000);
  expect(await server.rows()).toContainEqual(['assertion_ids', 1]);
  await server.advance(0.001);
  expect(await server.rows()).toContainEqual(['assertion_ids', 0]);
});

test('where the clock is advanced, all that is past is gone at once', async () => {
  await using server = await startLookedInto();
  await leaveRows(server);
  await server.advance(twoMonths);
  expect(await server.rows()).toEqual(none);
});

test('a timer forgets all that is past each minute, for as long as the server runs', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  {
    await using server = await startLookedInto();
    await leaveRows(server);
    server.clock.advance(twoMonths * 1000);
    vi.advanceTimersByTime(60_000);
    await expect.poll(server.rows).toEqual(none);
  }
  expect(vi.getTimerCount()).toBe(0);
});

test('a reset forgets all that was used and issued, and keeps the audit', async () => {
  await using server = await startLookedInto();
  await leaveRows(server);
  const audited = await server.audited();
  await server.control('/reset', { method: 'POST' });
  expect(await server.rows()).toEqual(none);
  expect(await server.audited()).toEqual(audited);
});
