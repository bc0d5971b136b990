import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { TargetClock } from './clock.ts';
import { type Answer, send } from './http/send.ts';
import { Untestable } from './outcomes.ts';
import type { Capabilities } from './target/description.ts';
import { makeFolder } from './target/test-folder.ts';
import { startTestServer } from './testing/test-server.ts';

const clockOf = (capability: Capabilities['clock']) =>
  new TargetClock(capability, (request) => send(request));
const answerDated = (date: string): Answer => ({ status: 200, headers: [['DATE', date]], body: '' });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

/** How far the target's time is ahead of ours, in whole seconds. */
const ahead = (clock: TargetClock) => Math.round((clock.now() - Date.now()) / 1000) + 0; // never -0

test('a real clock is our own, and what takes longer than it may is untestable', async () => {
  const clock = clockOf({ kind: 'real', waitSeconds: 5 });
  expect(ahead(clock)).toBe(0);
  expect(clock.seconds()).toBe(Math.floor(clock.now() / 1000));
  await expect(clock.advance(5.4)).rejects.toThrow(
    new Untestable("needs 6 s to pass; the target's clock is real and waitSeconds is 5"),
  );
});

test('what takes several steps is refused before the first one', () => {
  const clock = clockOf({ kind: 'real', waitSeconds: 5 });
  expect(() => clock.refuseBeyondReach(5)).not.toThrow();
  expect(() => clock.refuseBeyondReach(6)).toThrow(Untestable);
  expect(() => clockOf({ kind: 'faketime', file: '/clock' }).refuseBeyondReach(6_000_000)).not.toThrow();
});

test('a real clock advances by waiting', async () => {
  const clock = clockOf({ kind: 'real', waitSeconds: 5 });
  const began = performance.now();
  await clock.advance(0.05);
  expect(performance.now() - began).toBeGreaterThanOrEqual(49);
});

test('waiting ends when the case is cancelled', async () => {
  const clock = clockOf({ kind: 'real', waitSeconds: 500 });
  const cancel = new AbortController();
  const waiting = clock.advance(400, cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toThrow('The operation was aborted');
});

test('a clock is steerable unless it is real and may not wait', () => {
  expect(clockOf({ kind: 'real', waitSeconds: 0 }).steerable).toBe(false);
  expect(clockOf({ kind: 'real', waitSeconds: 1 }).steerable).toBe(true);
  expect(clockOf({ kind: 'faketime', file: '/clock' }).steerable).toBe(true);
});

test('a clock over HTTP is asked to advance, and ours moves with it', async () => {
  let offset = 0;
  await using server = await startTestServer(({ body }) => {
    offset += JSON.parse(body).advanceSeconds * 1000;
    return { body: { now: Date.now() + offset } };
  });
  const clock = clockOf({ kind: 'http', urls: [`${server.url}/clock`], token: 'the token' });
  await clock.advance(60);
  expect(ahead(clock)).toBe(60);
  await clock.advance(3600);
  expect(ahead(clock)).toBe(3660);
  const [asked] = server.arrived;
  expect([asked?.method, asked?.path, asked?.body]).toEqual(['POST', '/clock', '{"advanceSeconds":60}']);
  expect(asked?.header('authorization')).toBe('Bearer the token');
  expect(asked?.header('content-type')).toBe('application/json');
});

test('where each instance has a clock of its own, each is moved, and read again', async () => {
  const offsets = [0, 0];
  const startClock = (instance: number) =>
    startTestServer(({ body }) => {
      offsets[instance] = (offsets[instance] ?? 0) + (body ? JSON.parse(body).advanceSeconds * 1000 : 0);
      return { body: { now: Date.now() + (offsets[instance] ?? 0) } };
    });
  await using one = await startClock(0);
  await using other = await startClock(1);
  const clock = clockOf({ kind: 'http', urls: [one.url, other.url], token: 'the token' });
  await clock.advance(60);
  expect(offsets).toEqual([60_000, 60_000]);
  expect(ahead(clock)).toBe(60);
  offsets.fill(0);
  await clock.readAgain();
  expect(ahead(clock)).toBe(0);
});

test.for([
  [500, { now: 1 }],
  [200, { now: 'soon' }],
  [200, 'fine'],
] as const)('a clock that answers %i %j has not advanced', async ([status, body]) => {
  await using server = await startTestServer(() => ({ status, body }));
  const clock = clockOf({ kind: 'http', urls: [server.url], token: 'the token' });
  await expect(clock.advance(60)).rejects.toThrow(
    `the clock at ${server.url} answered ${status} instead of {"now": …}`,
  );
  expect(ahead(clock)).toBe(0);
});

test('a faked clock is a file that is replaced whole, with all that was advanced so far', async () => {
  await using folder = await makeFolder({ clock: '+0' });
  const file = folder.path('clock');
  const clock = clockOf({ kind: 'faketime', file });
  await clock.advance(60);
  expect(await readFile(file, 'utf8')).toBe('+60.000');
  await clock.advance(0.25);
  expect(await readFile(file, 'utf8')).toBe('+60.250');
  expect(await readdir(dirname(file))).toEqual(['clock']);
  expect(ahead(clock)).toBe(60);
});

test('a faked clock that is behind keeps its sign', async () => {
  await using folder = await makeFolder({ clock: '-86400' });
  const clock = clockOf({ kind: 'faketime', file: folder.path('clock') });
  clock.adopt(answerDated(inSeconds(-86_400)));
  await clock.advance(400);
  expect(await readFile(folder.path('clock'), 'utf8')).toMatch(/^-\d{5}\.\d{3}$/);
  await clock.advance(86_400);
  expect(await readFile(folder.path('clock'), 'utf8')).toMatch(/^\+\d{3}\.\d{3}$/);
});

test("the target's time is taken from an answer that tells it", () => {
  const clock = clockOf({ kind: 'real', waitSeconds: 0 });
  clock.adopt(answerDated(inSeconds(3600)));
  expect(Math.abs(ahead(clock) - 3600)).toBeLessThanOrEqual(1);
  clock.adopt(answerDated(inSeconds(7200)));
  expect(Math.abs(ahead(clock) - 7200)).toBeLessThanOrEqual(1);
});

test('a difference that a Date header cannot tell, and no date at all, change nothing', () => {
  const clock = clockOf({ kind: 'real', waitSeconds: 0 });
  for (const date of [inSeconds(0), inSeconds(1), 'yesterday', '']) {
    clock.adopt(answerDated(date));
    expect(ahead(clock)).toBe(0);
  }
  clock.adopt({ status: 200, headers: [], body: '' });
  expect(ahead(clock)).toBe(0);
});
