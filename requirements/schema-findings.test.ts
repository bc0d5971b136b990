import { expect, test } from 'vitest';
import { z } from 'zod';
import { InvalidFile, parseYaml } from './yaml-file.ts';

const Secret = z.strictObject({ file: z.string() });

const Client = z.strictObject({
  id: z.string().min(1),
  alg: z.enum(['ES256', 'PS256', 'RS256']).optional(),
  secret: Secret.optional(),
  state: z.literal('disabled').optional(),
});

const Target = z.strictObject({
  issuer: z.url(),
  instances: z.int().min(1).max(9).optional(),
  remote: z.boolean().optional(),
  clients: z.array(Client).min(1).optional(),
  clock: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('real'), waitSeconds: z.number() }),
      z.strictObject({ kind: z.literal('http'), url: z.string() }),
    ])
    .optional(),
  audience: z.union([z.string(), z.array(z.string()), Secret]).optional(),
  lifetimes: z.record(z.string().regex(/^[a-z]+$/, 'expected a key in small letters'), z.number()).optional(),
});

function refusal(source: string, schema: z.ZodType = Target): InvalidFile {
  try {
    parseYaml('target.yaml', source, schema);
  } catch (error) {
    if (error instanceof InvalidFile) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

const messageOf = (source: string) => refusal(source).message;

test('a value outside a list of options names the options, the place and what was found', () => {
  const error = refusal('issuer: https://as.example\nclients:\n  - id: a\n    alg: ES255\n');
  expect(error.message).toBe(
    'target.yaml:4:10 clients[0].alg: expected one of ES256, PS256, RS256; found "ES255"',
  );
  expect(error).toMatchObject({
    code: 'invalid-value',
    file: 'target.yaml',
    line: 4,
    column: 10,
    key: 'clients[0].alg',
  });
});

test('a mistyped key is pointed at itself and the nearest known key is offered', () => {
  const error = refusal('issuer: https://as.example\nclients:\n  - id: a\n    agl: ES256\n');
  expect(error.message).toBe('target.yaml:4:5 clients[0]: unknown key "agl"; did you mean "alg"?');
  expect(error.code).toBe('unknown-key');
});

test('a key like no known one is answered with the known ones', () => {
  expect(messageOf('issuer: https://as.example\nclients:\n  - id: a\n    colour: red\n')).toBe(
    'target.yaml:4:5 clients[0]: unknown key "colour"; known are id, alg, secret, state',
  );
});

test('a missing key is reported at what it is missing from', () => {
  expect(messageOf('issuer: https://as.example\nclients:\n  - alg: ES256\n')).toBe(
    'target.yaml:3:5 clients[0].id: missing; expected a string',
  );
  expect(messageOf('instances: 2\n')).toBe('target.yaml:1:1 issuer: missing; expected a string');
});

test.for([
  ['issuer: 5', 'target.yaml:1:9 issuer: expected a string; found 5'],
  ['issuer: nowhere', 'target.yaml:1:9 issuer: expected a URL; found "nowhere"'],
  ['issuer:', 'target.yaml:1:1 issuer: expected a string; found nothing'],
  ['issuer: [a, b]', 'target.yaml:1:1 issuer: expected a string; found a list of 2'],
  ['issuer: a:b\nremote: yes', 'target.yaml:2:9 remote: expected true or false; found "yes"'],
  ['issuer: a:b\ninstances: 1.5', 'target.yaml:2:12 instances: expected a whole number; found 1.5'],
  ['issuer: a:b\ninstances: 0', 'target.yaml:2:12 instances: expected at least 1; found 0'],
  ['issuer: a:b\ninstances: 10', 'target.yaml:2:12 instances: expected at most 9; found 10'],
  ['issuer: a:b\nclients: []', 'target.yaml:2:1 clients: expected at least 1 item; found a list of 0'],
  [
    'issuer: a:b\nclients: [{ id: "" }]',
    'target.yaml:2:17 clients[0].id: expected at least 1 character; found ""',
  ],
  [
    'issuer: a:b\nclients: [{ id: a, state: off }]',
    'target.yaml:2:27 clients[0].state: expected "disabled"; found "off"',
  ],
  ['- a', 'target.yaml:1:1: expected a map; found a list of 1'],
  ['issuer: a:b\nlifetimes: { Big: 1 }', 'target.yaml:2:14 lifetimes: expected a key in small letters'],
  ['issuer: a:b\nlifetimes: { a b: x }', 'target.yaml:2:14 lifetimes: expected a key in small letters'],
] as const)('%j is answered with %j', ([source, message]) => {
  expect(messageOf(source)).toBe(message);
});

test('an unknown kind of a tagged choice names the kinds', () => {
  expect(messageOf('issuer: a:b\nclock: { kind: fake }')).toBe(
    'target.yaml:2:16 clock.kind: expected one of real, http; found "fake"',
  );
});

test('a tagged choice is judged by the branch that its tag names', () => {
  expect(messageOf('issuer: a:b\nclock: { kind: real, url: x }')).toBe(
    [
      'target.yaml:2:1 clock.waitSeconds: missing; expected a number',
      'target.yaml:2:22 clock: unknown key "url"; known are kind, waitSeconds',
    ].join('\n'),
  );
});

test('an untagged choice is judged by the branch of the same kind of value', () => {
  expect(messageOf('issuer: a:b\naudience: { file: 7 }')).toBe(
    'target.yaml:2:19 audience.file: expected a string; found 7',
  );
  expect(messageOf('issuer: a:b\naudience: [a, 7]')).toBe(
    'target.yaml:2:15 audience[1]: expected a string; found 7',
  );
});

test('a value that fits no branch of a choice is told all that would fit', () => {
  expect(messageOf('issuer: a:b\naudience: 7')).toBe(
    'target.yaml:2:11 audience: expected a string or a list or a map; found 7',
  );
});

test('a schema may word its own refinement, and the found value is left out of it', () => {
  const Even = z.strictObject({ n: z.number().refine((n) => n % 2 === 0, 'expected an even number') });
  expect(refusal('n: 3', Even).message).toBe('target.yaml:1:4 n: expected an even number');
});

test('all problems of a file are listed in its order', () => {
  expect(messageOf('instances: many\nclients:\n  - id: 1\n    alg: none\nisuer: a:b\n')).toBe(
    [
      'target.yaml:1:1 issuer: missing; expected a string',
      'target.yaml:1:12 instances: expected a number; found "many"',
      'target.yaml:3:9 clients[0].id: expected a string; found 1',
      'target.yaml:4:10 clients[0].alg: expected one of ES256, PS256, RS256; found "none"',
      'target.yaml:5:1: unknown key "isuer"; did you mean "issuer"?',
    ].join('\n'),
  );
});

test('after twenty problems the rest is counted', () => {
  const source = `- ${Array.from({ length: 23 }, (_, index) => index).join('\n- ')}`;
  const lines = refusal(source, z.array(z.string())).message.split('\n');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('… and 3 more');
});

test('what stands under a key for secrets is never quoted', () => {
  const Schema = z.strictObject({
    secret: z.number(),
    clientSecret: z.enum(['a']),
    password: z.object({ file: z.url() }),
    initialAccessToken: z.strictObject({ file: z.string() }),
    tokenOwner: z.literal('scope'),
  });
  const source = [
    'secret: hunter2',
    'clientSecret: hunter2',
    'password: { file: hunter2 }',
    'initialAccessToken: hunter2',
    'tokenOwner: nobody',
  ].join('\n');
  expect(refusal(source, Schema).message).toBe(
    [
      'target.yaml:1:9 secret: expected a number; found a string',
      'target.yaml:2:15 clientSecret: expected "a"; found a string',
      'target.yaml:3:19 password.file: expected a URL; found a string',
      'target.yaml:4:21 initialAccessToken: expected a map; found a string',
      'target.yaml:5:13 tokenOwner: expected "scope"; found "nobody"',
    ].join('\n'),
  );
});

test('a long string is not quoted', () => {
  expect(messageOf(`issuer: ${'x'.repeat(41)}`)).toBe(
    'target.yaml:1:9 issuer: expected a URL; found a string of 41 characters',
  );
});
