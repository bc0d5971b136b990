import { AssertionError } from 'node:assert';
import { expect, test } from 'vitest';
import { Recorder } from './evidence/recorder.ts';
import {
  control,
  expectAccepted,
  expectClientError,
  expectOneWinner,
  expectRefused,
  expectToken,
  requireComparable,
  requireRefused,
  requireSpent,
} from './expect.ts';
import type { RaceOutcome } from './oauth/race-outcome.ts';
import type { Reply, ReplyKind } from './oauth/reply.ts';
import { ControlFailed, Untestable } from './outcomes.ts';

function replyOf(kind: ReplyKind, more: Partial<Reply> = {}): Reply {
  const request = { method: 'POST', url: 'http://a.example/', headers: [], body: null };
  return {
    kind,
    endpoint: 'token',
    status: 200,
    headers: [],
    body: '',
    json: null,
    error: 'an_error',
    quote: '""',
    who: 'svc by none',
    exchange: new Recorder().begin(request, 'probe'),
    ...more,
  };
}
const inside = (text: string) => JSON.stringify({ error: 'invalid_client', error_description: text });
const inner = 'tells the inside of the server';
const told = '200 an_error (svc by none, token endpoint)';

function thrownBy(act: () => unknown): { type: unknown; message: string } | null {
  try {
    act();
    return null;
  } catch (error) {
    const thrown = error as Error;
    return { type: thrown.constructor, message: thrown.message };
  }
}

test('a control that is accepted is marked as one and handed back', async () => {
  const reply = replyOf('accepted');
  expect(await control(Promise.resolve(reply))).toBe(reply);
  expect(reply.exchange.role).toBe('control');
});

test.for<ReplyKind>(['refused', 'fault', 'other'])(
  "a control that is %s is nobody else's finding",
  async (kind) => {
    await expect(control(replyOf(kind))).rejects.toThrow(
      new ControlFailed(`the control was not accepted: ${told}`),
    );
  },
);

test.for<[ReplyKind, unknown]>([
  ['refused', null],
  ['accepted', { type: AssertionError, message: `accepted, must be refused: ${told}` }],
  ['fault', { type: Untestable, message: `the answer says nothing about the client: ${told}` }],
  ['other', { type: Untestable, message: `the answer says nothing about the client: ${told}` }],
])('where a refusal is expected, %s', ([kind, thrown]) => {
  expect(thrownBy(() => expectRefused(replyOf(kind)))).toEqual(thrown);
});

test.for<[ReplyKind, Partial<Reply>, (new (...args: never[]) => Error) | undefined, string?]>([
  ['refused', { status: 401 }, undefined],
  ['other', { status: 415 }, undefined],
  ['accepted', {}, AssertionError, 'accepted, must be refused'],
  ['refused', { status: 500 }, AssertionError, 'a server fault instead of a client error'],
  ['refused', { status: 200 }, AssertionError, 'no error status'],
  ['refused', { status: 400, error: null }, AssertionError, 'no OAuth error answer'],
  ['refused', { status: 400, body: inside('at parse (/srv/jwt.js:12:3)') }, AssertionError, inner],
  ['refused', { status: 400, body: inside('at com.example.Jwt.parse(Jwt.java:12)') }, AssertionError, inner],
  [
    'refused',
    { status: 400, body: inside('at A.B.C() in C:\\\\src\\\\C.cs:line 12') },
    AssertionError,
    inner,
  ],
  ['refused', { status: 400, body: inside('Traceback (most recent call last):') }, AssertionError, inner],
  ['refused', { status: 400, body: inside('SQLSTATE[42601]') }, AssertionError, inner],
  ['refused', { status: 400, body: inside('the assertion is malformed at claim exp: 12:30') }, undefined],
  ['fault', { status: 500 }, Untestable, 'not answered now'],
  ['other', { status: 503 }, Untestable, 'not answered now'],
  ['other', { status: 429 }, Untestable, 'not answered now'],
])('where a client error is expected, %s by %j', ([kind, more, type, message = '']) => {
  const thrown = thrownBy(() => expectClientError(replyOf(kind, more)));
  expect(thrown?.type).toBe(type);
  expect(thrown?.message ?? '').toContain(message);
});

test.for<[ReplyKind, unknown]>([
  ['accepted', null],
  ['refused', { type: AssertionError, message: `refused, must be accepted: ${told}` }],
  ['other', { type: Untestable, message: `the answer says nothing about the client: ${told}` }],
])('where acceptance is expected, %s', ([kind, thrown]) => {
  expect(thrownBy(() => expectAccepted(replyOf(kind)))).toEqual(thrown);
});

test('an expected token is handed back', () => {
  expect(expectToken(replyOf('accepted', { json: { access_token: 'x' } }))).toBe('x');
});

const [ok, refused, other] = [replyOf('accepted'), replyOf('refused'), replyOf('other')];
const race = (more: Partial<RaceOutcome>): RaceOutcome => ({
  ok: [],
  refused: [],
  other: [],
  unknown: 0,
  releaseSkewMs: 0,
  ...more,
});

test.for<[string, RaceOutcome, unknown]>([
  ['one winner', race({ ok: [ok], refused: [refused] }), null],
  ['one winner and one unknown', race({ ok: [ok], refused: [refused], unknown: 1 }), null],
  [
    'one winner and nobody else that is known of',
    race({ ok: [ok], unknown: 1 }),
    { type: Untestable, message: 'nobody is known to have lost: 1 accepted, 0 refused, 1 unknown' },
  ],
  [
    'two winners, whatever else',
    race({ ok: [ok, ok], other: [other], unknown: 1 }),
    { type: AssertionError, message: 'raced, accepted more than once: 2 accepted, 0 refused, 1 unknown' },
  ],
  [
    'nobody',
    race({ refused: [refused, refused] }),
    { type: AssertionError, message: 'raced, nobody was accepted: 0 accepted, 2 refused, 0 unknown' },
  ],
  [
    'nobody that is known of',
    race({ refused: [refused], unknown: 1 }),
    { type: Untestable, message: 'no winner is known: 0 accepted, 1 refused, 1 unknown' },
  ],
  [
    'an answer about something else',
    race({ ok: [ok], other: [other] }),
    { type: Untestable, message: `an answer in the race says nothing about the client: ${told}` },
  ],
])('of a race with %s', ([, outcome, thrown]) => {
  expect(thrownBy(() => expectOneWinner(outcome))).toEqual(thrown);
});

test('a replay that is accepted shows that no identifier is spent, and proves nothing', () => {
  const message = `no identifier is ever spent here: ${told}`;
  expect(thrownBy(() => requireSpent(replyOf('accepted')))).toEqual({ type: Untestable, message });
  for (const kind of ['refused', 'other', 'fault'] as const) {
    expect(thrownBy(() => requireSpent(replyOf(kind)))).toBeNull();
  }
});

test('a refusal that others judge is wanted, and where it is none nothing is proven', () => {
  expect(thrownBy(() => requireRefused(replyOf('refused')))).toBeNull();
  for (const kind of ['accepted', 'other', 'fault'] as const) {
    const message = `was not refused, which other requirements judge: ${told}`;
    expect(thrownBy(() => requireRefused(replyOf(kind)))).toEqual({ type: Untestable, message });
  }
});

test('answers are compared unless one was accepted, put off, or a fault that did not repeat', () => {
  for (const kind of ['refused', 'other', 'fault'] as const)
    expect(thrownBy(() => requireComparable(replyOf(kind)))).toBeNull();
  for (const reply of [
    replyOf('accepted'),
    replyOf('other', { status: 429 }),
    replyOf('other', { status: 503 }),
    replyOf('other', { status: 500 }),
  ])
    expect(thrownBy(() => requireComparable(reply))?.type).toBe(Untestable);
});
