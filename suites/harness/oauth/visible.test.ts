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

test('a word more, another status and another challenge are visible', () => {
  const one = refused('refused');
  const challenged = refused('refused', [['WWW-Authenticate', 'Basic realm="the secret was wrong"']]);
  for (const other of [refused('refused: expired'), { ...one, status: 400 }, challenged]) {
    expect(visibleOf(other, 'svc')).not.toEqual(visibleOf(one, 'svc'));
  }
});
