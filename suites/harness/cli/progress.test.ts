import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { makeKnown, makeResult } from '../../../reports/testing/make-run.ts';
import type { Io } from './composition.ts';
import { Progress } from './progress.ts';

/** A stderr of so many columns; `screen` is what a terminal would show of it. */
function stderrOf(columns: number | null, color = false) {
  const pieces: string[] = [];
  const io: Io = { out: expect.unreachable, err: (text) => pieces.push(text), columns, color };
  const written = () => pieces.join('');
  const screen = () =>
    written()
      .split('\n')
      .map((line) => stripVTControlCharacters(line.split('\r').at(-1) ?? ''));
  return { io, screen, written };
}

const passed = makeResult({ id: 'client-auth/a' });
const failed = makeResult({
  id: 'client-auth/b',
  variant: 'token',
  outcome: 'failed',
  reason: 'accepted, must be refused',
});
const line = 'failed client-auth/b#token (CA-022): accepted, must be refused';

test('on a terminal findings stay above one live line', () => {
  const { io, screen } = stderrOf(80);
  const progress = new Progress(io);
  progress.prepare('launching some idp …');
  expect(screen()).toEqual(['launching some idp …']);
  progress.begin('some idp: 4 case results', 4);
  progress.add(passed);
  expect(screen()).toEqual([
    'some idp: 4 case results',
    expect.stringMatching(/^1\/4 done, 0 failures so far, about \d+ s left$/),
  ]);
  progress.add(failed);
  progress.add(passed);
  expect(screen()).toEqual([
    'some idp: 4 case results',
    line,
    expect.stringMatching(/^3\/4 done, 1 failure so far, about \d+ s left$/),
  ]);
  progress.end();
  expect(screen()).toEqual(['some idp: 4 case results', line, '']);
});

test('the live line never wraps', () => {
  const { io, screen } = stderrOf(20);
  const progress = new Progress(io);
  progress.begin('', 4);
  progress.add(passed);
  expect(screen().at(-1)).toBe('1/4 done, 0 failure');
});

test('without a terminal there is a line for each finding and nothing else', () => {
  const { io, written } = stderrOf(null);
  const progress = new Progress(io);
  progress.prepare('launching some idp …');
  progress.begin('some idp: 3 case results', 3);
  for (const result of [passed, failed, passed]) progress.add(result);
  progress.end();
  expect(written()).toBe(`some idp: 3 case results\n${line}\n`);
});

test.each(['failed', 'warned', 'flaky', 'errored'] as const)('what %s has a line', (outcome) => {
  const { io, written } = stderrOf(null);
  new Progress(io).add(makeResult({ outcome }));
  expect(written()).toMatch(
    new RegExp(`^${outcome} client-auth/assertion-replay \\(CA-022\\): It was ${outcome}\\.\n$`),
  );
});

test.each(['passed', 'untestable', 'not-applicable'] as const)('what is %s has none', (outcome) => {
  const { io, written } = stderrOf(null);
  new Progress(io).add(makeResult({ outcome }));
  expect(written()).toBe('');
});

test('a known failure is told as known', () => {
  const { io, written } = stderrOf(null);
  new Progress(io).add({ ...failed, known: makeKnown() });
  expect(written()).toMatch(/^known client-auth\/b#token /);
});

test('a word is coloured only where that is wanted', () => {
  const { io, written } = stderrOf(null, true);
  new Progress(io).add(failed);
  expect(written()).toContain('\u001b[31mfailed\u001b[39m');
  expect(stripVTControlCharacters(written())).toBe(`${line}\n`);
});

test('what a target answered can not steer the terminal', () => {
  const { io, written } = stderrOf(null);
  new Progress(io).add({ ...failed, reason: 'answered\n\u001b[2Jall is well' });
  expect(written()).not.toContain('\u001b');
  expect(written().trimEnd()).not.toContain('\n');
});
