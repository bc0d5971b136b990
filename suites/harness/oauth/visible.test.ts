import { expect, test } from 'vitest';
import { visibleOf } from './visible.ts';

const refused = (description: string, headers: [string, string][] = []) => ({
  status: 401,
  error: 'invalid_client',
  headers,
  body: JSON.stringify({ error: 'invalid_client', error_description: description }),
});

test('what differs in any two answers is not visible', () => {
  const one = refused('no svc-a at 2026-03-01T10:00:00.123Z, request 7d1f0c2a-8d1f-4c2a-9d1f-0c2a8d1f4c2a');
  const other = refused('no svc-b at 2026-03-01 10:00:01Z, request 11111111-2222-3333-4444-555555555555');
  expect(visibleOf(one, 'svc-a')).toEqual(visibleOf(other, 'svc-b'));
});

test('the order of the members is not visible, and one more is', () => {
  const one = refused('refused');
  const inAnotherOrder = { ...one, body: '{"error_description":"refused","error":"invalid_client"}' };
  const withOneMore = {
    ...one,
    body: '{"error_description":"refused","error":"invalid_client","known":true}',
  };
  expect(visibleOf(inAnotherOrder, 'svc')).toEqual(visibleOf(one, 'svc'));
  expect(visibleOf(withOneMore, 'svc')).not.toEqual(visibleOf(one, 'svc'));
});

test('a word more, another status, another challenge and a header more are visible', () => {
  const one = refused('refused');
  const challenged = refused('refused', [['WWW-Authenticate', 'Basic realm="the secret was wrong"']]);
  const counted = refused('refused', [['X-RateLimit-Remaining', '9']]);
  for (const other of [refused('refused: expired'), { ...one, status: 400 }, challenged, counted]) {
    expect(visibleOf(other, 'svc')).not.toEqual(visibleOf(one, 'svc'));
  }
});

test('headers of the connection, and what a header counts, are not visible', () => {
  const left = (count: string): [string, string] => ['X-RateLimit-Remaining', count];
  const one = refused('refused', [left('9'), ['Date', 'Sun, 01 Mar 2026 10:00:00 GMT']]);
  const other = refused('refused', [['connection', 'close'], left('8')]);
  const traced = refused('refused', [left('7'), ['Upgrade', 'h2c'], ['traceparent', '00-1-2-01']]);
  for (const another of [other, traced]) expect(visibleOf(another, 'svc')).toEqual(visibleOf(one, 'svc'));
});
