import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxAssertionLength, parseAssertion } from './serialization.ts';

const segment = (value: string | Uint8Array) => Buffer.from(value).toString('base64url');
const compact = (header: string, claims: string, signature = 's') =>
  [header, claims, signature].map(segment).join('.');
const jsonObject = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean()),
);

test('parsing is the inverse of serialising', () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, fc.uint8Array(), (header, claims, signature) => {
      const text = [JSON.stringify(header), JSON.stringify(claims), signature].map(segment).join('.');
      const parsed = parseAssertion(text);
      expect({ ...parsed?.header }).toEqual(header);
      expect({ ...parsed?.claims }).toEqual(claims);
      expect([...(parsed?.signature ?? [])]).toEqual([...signature]);
    }),
  );
});

test('whatever the text, it is parsed or refused and nothing is thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.uint8Array()).map((all) => all.map(segment).join('.')),
      ),
      (text) => {
        parseAssertion(text);
      },
    ),
  );
});

test('a canonical assertion has no other spelling', () => {
  const right = compact('{"alg":"ES256"}', '{"sub":"a"}', 'sig');
  fc.assert(
    fc.property(
      fc.nat(right.length),
      fc.constantFrom('=', ' ', '\n', '+', '/', '%', '\0'),
      (place, character) => {
        expect(parseAssertion(right.slice(0, place) + character + right.slice(place))).toBeUndefined();
      },
    ),
  );
});

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

test.for([
  ['nothing', ''],
  ['one word', 'abc'],
  ['two segments', compact('{}', '{}').split('.').slice(0, 2).join('.')],
  ['four segments', `${compact('{}', '{}')}.${segment('x')}`],
  ['an empty header', compact('', '{}')],
  ['empty claims', compact('{}', '')],
  ['padding', `${compact('{}', '{}')}==`],
  ['left-over bits', compact('{}', '{}').replace(/.$/, 'x')],
  ['a header that is no JSON', compact('alg', '{}')],
  ['claims that are an array', compact('{}', '[]')],
  ['claims that are null', compact('{}', 'null')],
  ['a byte order mark', compact('\ufeff{}', '{}')],
  ['a JSON serialisation', '{"payload":"e30","protected":"e30","signature":"cw"}'],
  ['a name twice in the header', compact('{"alg":"none","alg":"ES256"}', '{}')],
  ['a name twice in the claims', compact('{}', '{"sub":"a","x":{"sub":"b"},"sub":"c"}')],
  ['a name twice, once escaped', compact('{}', '{"sub":"a","s\\u0075b":"c"}')],
  ['a name twice, deeper down', compact('{}', '{"x":[{"a":1,"a":2}]}')],
  ['deep nesting', compact('{}', `{"x":${nested(5000)}}`)],
  ['more than is read', compact('{}', JSON.stringify({ x: 'x'.repeat(maxAssertionLength) }))],
])('%s is no assertion', ([, text]) => {
  expect(parseAssertion(text ?? '')).toBeUndefined();
});

test('bytes that are not UTF-8 are no claims', () => {
  const claims = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff), Buffer.from('"}')]);
  expect(parseAssertion(`${segment('{}')}.${segment(claims)}.${segment('s')}`)).toBeUndefined();
});

test('the same name in different objects, or inside a text, is no repetition', () => {
  expect(parseAssertion(compact('{}', '{"a":{"a":"\\"a\\":"},"b":[{"a":1},{"a":2}]}'))).toBeDefined();
});

test('an empty signature is well-formed, and empty', () => {
  expect(parseAssertion(`${segment('{}')}.${segment('{}')}.`)?.signature).toHaveLength(0);
});
