import { expect, test } from 'vitest';
import { z } from 'zod';
import { InvalidFile, parseYaml } from './yaml-file.ts';

function refusalOf(lines: readonly string[]): string {
  try {
    parseYaml('f', `${lines.join('\n')}\n`, z.unknown());
  } catch (error) {
    if (error instanceof InvalidFile) return error.message;
    throw error;
  }
  throw new Error('the file was accepted');
}

const head = ['name: x', 'oauth:'];

test.for<[what: string, lines: string[], told: string]>([
  [
    'a key too far to the right of the one before',
    [...head, '  issuer: http://localhost:8080', '    grant: { type: a }'],
    'f:4:5 grant: expected in column 3, like issuer (line 3)',
  ],
  [
    'the same below a quoted value',
    [...head, '  issuer: "x" # there', '   grant: {}'],
    'f:4:4 grant: expected in column 3, like issuer (line 3)',
  ],
  [
    'the same two lines below',
    [...head, '  issuer: a', '    b', '    grant: c'],
    'f:5:5 grant: expected in column 3, like issuer (line 3)',
  ],
  [
    'a first key too far to the right',
    ['name: x', '  oauth: {}'],
    'f:2:3 oauth: expected in column 1, like name (line 1)',
  ],
  [
    'a key too far to the left',
    [...head, '    issuer: a', '    grant: {}', '  clients: []'],
    'f:5:3 clients: expected in column 5, like grant (line 4)',
  ],
  [
    'a key between two levels',
    [...head, '  grant:', '    type: a', '   scope: b'],
    'f:5:4 scope: expected in column 5, like type (line 4)',
  ],
  [
    'a key left of the first',
    ['  name: x', 'oauth:', '  issuer: a'],
    'f:2:1 oauth: expected in column 3, like name (line 1)',
  ],
  [
    'a key of a list item, too far to the left',
    [...head, '  clients:', '    - id: a', '      method: none', '     state: disabled'],
    'f:6:6 state: expected in column 7, like method (line 5)',
  ],
  [
    'a key of a list item, too far to the right',
    [...head, '  clients:', '    - id: a', '        method: none'],
    'f:5:9 method: expected in column 7, like id (line 4)',
  ],
  [
    'a list item too far to the left',
    [...head, '  clients:', '    - id: a', '   - id: b'],
    'f:5:4: expected its - in column 5, like the one before (line 4)',
  ],
  [
    'a list item too far to the right',
    [...head, '  clients:', '    - id: a', '      - id: b'],
    'f:5:7: expected its - in column 5, like the one before (line 4)',
  ],
  [
    'a key below a comment',
    [...head, '    issuer: a', '# of the client', '', '  clients: []'],
    'f:6:3 clients: expected in column 5, like issuer (line 3)',
  ],
  [
    'a tab that joins two lines',
    [...head, '  clients:', '    - id: a', '\tmethod: none'],
    'f:5:1 method: expected spaces; found a tab',
  ],
  ['a tab before a key', [...head, '\tissuer: a'], 'f:3:1 issuer: expected spaces; found a tab'],
  [
    'a tab among spaces',
    [...head, '  issuer: a', '  \tclients: []'],
    'f:4:3 clients: expected spaces; found a tab',
  ],
  ['a tab before a list item', ['a:', '\t- b'], 'f:2:1: expected spaces; found a tab'],
  ['a tab after a dash', ['a:', '  - \tb: c', '    d: e'], 'f:2:5: expected spaces; found a tab'],
])('%s is told with its line, its key and what was expected', ([, lines, told]) => {
  expect(refusalOf(lines)).toBe(told);
  // What comes after it does not change that, and nothing is told of what comes after it.
  expect(refusalOf([...lines, 'capabilities:', '  clock: x', 'version: "1"'])).toBe(told);
});

test('lines may end as on Windows', () => {
  expect(refusalOf(['name: x\r', '  oauth: {}\r'])).toBe(
    'f:2:3 oauth: expected in column 1, like name (line 1)',
  );
});

test.for<[what: string, lines: string[], told: string]>([
  ['two colons in a line', [...head, '  issuer: a: b'], 'f:3:11: text that holds ": " needs quotes'],
  [
    'a bracket that stays open',
    [...head, '  clients: [', '  a: b'],
    'f:4:3: expected ] before here, or this line further to the right',
  ],
])('%s is no wrong indentation', ([, lines, told]) => {
  expect(refusalOf(lines)).toBe(told);
});
