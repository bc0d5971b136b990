import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBasicCredentials } from './basic-credentials.ts';

const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
const header = (pair: string | Uint8Array) => `Basic ${Buffer.from(pair).toString('base64')}`;
const anyText = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());

test('decoding is the inverse of encoding', () => {
  fc.assert(
    fc.property(anyText, anyText, (clientId, secret) => {
      expect(decodeBasicCredentials(header(`${formEncode(clientId)}:${formEncode(secret)}`))).toEqual({
        clientId,
        secret,
      });
    }),
  );
});

test('whatever the header holds, it is decoded or refused and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array().map(header)), (value) => {
      decodeBasicCredentials(value);
    }),
  );
});

test('the first colon separates, later ones belong to the secret', () => {
  expect(decodeBasicCredentials(header('id:a:b'))).toEqual({ clientId: 'id', secret: 'a:b' });
});

test('a space may come as + and as %20', () => {
  expect(decodeBasicCredentials(header('id:a+b%20c'))?.secret).toBe('a b c');
});

test('the scheme is read without regard to case', () => {
  expect(decodeBasicCredentials(header('id:s').replace('Basic', 'bAsIc'))).toBeDefined();
});

test.for([
  ['another scheme', 'Bearer abc'],
  ['no credentials', 'Basic '],
  ['no colon', header('id')],
  ['a lone percent sign', header('id:100%')],
  ['bytes that are not UTF-8', header(Uint8Array.of(0x69, 0x3a, 0xff))],
  ['Base64 without its padding', header('id:s').replace(/=+$/, '')],
  ['Base64 with bits left over', 'Basic aWQ6ct=='],
  ['two values', `${header('id:s')}, ${header('id:s')}`],
])('%s is refused', ([, value]) => {
  expect(decodeBasicCredentials(value ?? '')).toBeUndefined();
});
