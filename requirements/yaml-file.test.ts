import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { InvalidFile, parseYaml, readYaml } from './yaml-file.ts';

const Target = z.strictObject({
  issuer: z.url(),
  clients: z.array(
    z.strictObject({ id: z.string(), secret: z.strictObject({ file: z.string() }).optional() }),
  ),
});

function refusal(source: string): InvalidFile {
  try {
    parseYaml('target.yaml', source, z.unknown());
  } catch (error) {
    if (error instanceof InvalidFile) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

test('a file that fits is read as its value', () => {
  const source = 'issuer: https://as.example\nclients: [{ id: a }]\n';
  expect(parseYaml('target.yaml', source, Target).value).toEqual({
    issuer: 'https://as.example',
    clients: [{ id: 'a' }],
  });
});

test.for([
  ['a:\n\t- b', 'target.yaml:2:1: expected spaces; found a tab'],
  ['  a: 1\n b: 2', 'target.yaml:2:2 b: expected in column 3, like a (line 1)'],
  ['a: b: c', 'target.yaml:1:4: text that holds ": " needs quotes'],
  ['a: "b', 'target.yaml:1:6: Missing closing "quote'],
  ['secret: |hunter2\n  x', 'target.yaml:1:10: Block scalar header includes extra characters'],
  ['secret: !hunter2 x', 'target.yaml:1:9: an unknown tag; text that starts with ! needs quotes'],
  ['secret: "\\Uhunter2"', 'target.yaml:1:10: Invalid escape sequence'],
  ['secret: *hunter2', 'target.yaml:1:9: an alias without its anchor; text that starts with * needs quotes'],
  ['a: 1\nb: 2\na: 3', 'target.yaml:3:1: the key "a" appears twice'],
  ['a: 1\n---\nb: 1', 'target.yaml:2:1: Source contains multiple documents'],
] as const)('%j is refused as YAML: %j', ([source, message]) => {
  const error = refusal(source);
  expect(error.message).toBe(message);
  expect(error.code).toBe('not-yaml');
});

test('aliases that expand without end are refused', () => {
  const levels = Array.from({ length: 9 }, (_, level) =>
    level === 0
      ? 'l0: &l0 [x, x]'
      : `l${level}: &l${level} [${Array(9)
          .fill(`*l${level - 1}`)
          .join(', ')}]`,
  );
  expect(refusal(levels.join('\n')).message).toBe('target.yaml: aliases expand to more than 100 values');
});

test('words of YAML 1.1 are plain strings', () => {
  expect(parseYaml('f', '[yes, no, on, 0777, 1_000, 12:30]', z.unknown()).value).toEqual([
    'yes',
    'no',
    'on',
    777,
    '1_000',
    '12:30',
  ]);
});

test.for(['', '# nothing\n', '---\n'])('a file with nothing in it is refused: %j', (source) => {
  expect(refusal(source)).toMatchObject({ code: 'file-empty', message: 'target.yaml: the file is empty' });
});

test('a file that cannot be read says why', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yaml-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const absent = join(folder, 'absent.yaml');
  await expect(readYaml(absent, Target)).rejects.toMatchObject({
    code: 'file-missing',
    message: `${absent}: there is no such file`,
  });
  await expect(readYaml(folder, Target)).rejects.toThrow(`${folder}: expected a file; found a folder`);
  const binary = join(folder, 'binary.yaml');
  await writeFile(binary, Uint8Array.of(0xff, 0xfe, 0x61));
  await expect(readYaml(binary, Target)).rejects.toThrow(`${binary}: the file is not UTF-8 text`);
});

test('a later check can point at the line of a value', () => {
  const file = parseYaml(
    't.yaml',
    'issuer: a:b\nclients:\n  - id: a\n    secret: { file: ./gone }\n',
    Target,
  );
  expect(file.problem(['clients', 0, 'secret', 'file'], 'there is no file ./gone').message).toBe(
    't.yaml:4:21 clients[0].secret.file: there is no file ./gone',
  );
});

test('problems found one by one are thrown as one error', () => {
  const file = parseYaml('t.yaml', 'issuer: a:b\nclients:\n  - id: a\n', Target);
  const errors = [file.problem(['clients', 0, 'id'], 'second'), file.problem(['issuer'], 'first')];
  expect(() => InvalidFile.throwIfAny(errors)).toThrow(
    't.yaml:1:9 issuer: first\nt.yaml:3:9 clients[0].id: second',
  );
  InvalidFile.throwIfAny([]);
});

const document = fc.letrec<{ node: unknown; map: Record<string, unknown> }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('node'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    tie('node'),
    { maxKeys: 4 },
  ),
}));

test('whatever is written as YAML is read back the same', () => {
  fc.assert(
    fc.property(document.map, fc.constantFrom(20, 80), (value, lineWidth) => {
      expect(parseYaml('f', stringify(value, { lineWidth }), z.unknown()).value).toEqual({ ...value });
    }),
  );
});

test('a problem points at its value wherever that stands', () => {
  const marker = 'here-it-is';
  const steps = fc.array(fc.oneof(fc.nat({ max: 3 }), fc.string({ minLength: 1, maxLength: 8 })), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(steps, fc.boolean(), (path, flow) => {
      const value = path.reduceRight<unknown>(
        (inner, step) =>
          typeof step === 'number' ? [...Array(step).fill('x'), inner] : { before: 1, [step]: inner },
        marker,
      );
      const source = stringify(value, flow ? { collectionStyle: 'flow' } : {});
      const { line = 0, column = 0 } = parseYaml('f', source, z.unknown()).problem(path, 'wrong');
      expect(source.split('\n')[line - 1]?.slice(column - 1)).toMatch(new RegExp(`^${marker}`));
    }),
  );
});

test('a secret pasted where its file belongs is not quoted, however the line breaks', () => {
  const special = fc.string({ unit: fc.constantFrom(...'!&*|>%@`{}[],:#?-"\'\\ a'), maxLength: 5 });
  fc.assert(
    fc.property(special, special, (before, after) => {
      const source = `issuer: a:b\nclients:\n  - id: a\n    secret: ${before}hunter2${after}\n`;
      expect(() => parseYaml('f', source, Target)).toThrow(/^((?!hunter2)[\s\S])*$/);
    }),
    { numRuns: 500 },
  );
});
