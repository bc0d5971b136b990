import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodings, waysItShows } from '../testing/encodings.ts';
import { SecretRegistry } from './secrets.ts';

/** Any four UTF-16 units or more: quotes, backslashes, spaces, emoji, halves of emoji. */
const anySecret = fc.oneof(
  fc.string({ minLength: 4, maxLength: 40, unit: 'binary' }),
  fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' }),
  fc.string({ minLength: 4, maxLength: 40, unit: fc.constantFrom(...' "\\\'%+/&<:=‹›é\ud83d\ude00\u0000') }),
);
/** Few characters, so that secrets overlap, hold each other, and look like masks and encodings. */
const alike = (size: { minLength: number; maxLength: number }) =>
  fc.string({ ...size, unit: fc.constantFrom('a', 'b', '6', '1', '%', '\\', '"', '‹', '›', ':') });

const masksIn = (text: string) => text.match(/‹[^‹›]*›/g) ?? [];

test.for(Object.entries(encodings))('a secret in %s is masked wherever it stands', ([, encode]) => {
  fc.assert(
    fc.property(anySecret, fc.string(), fc.string(), (secret, before, after) => {
      const secrets = new SecretRegistry();
      secrets.add('code', secret);
      expect(waysItShows(secrets.redact(`${before} ${encode(secret)} ${after}`), secret)).toEqual([]);
    }),
  );
});

test('a secret inside a longer blob is masked, whichever encoding the blob has', () => {
  fc.assert(
    fc.property(
      anySecret,
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 40 }),
      (secret, a, b) => {
        const secrets = new SecretRegistry();
        secrets.add('code', secret);
        const blob = Buffer.concat([a, Buffer.from(secret), b]);
        for (const encoding of ['base64', 'base64url', 'hex'] as const) {
          expect(waysItShows(secrets.redact(blob.toString(encoding)), secret)).toEqual([]);
        }
      },
    ),
  );
});

test('base64 lines of 76 characters hide no secret', () => {
  const secrets = new SecretRegistry();
  secrets.add('password', 'correct horse battery staple');
  const blob = Buffer.from(`${'x'.repeat(50)}correct horse battery staple`).toString('base64');
  expect(secrets.redact(blob.replace(/.{76}/, '$&\r\n'))).toMatch(/^\w+‹password:\w{8}›$/);
});

test('two encodings, one in the other, are undone', () => {
  const secrets = new SecretRegistry();
  const secret = secrets.add('client-secret', 'pass: +%word');
  const { form, json, percent, hex } = encodings as Record<string, (text: string) => string>;
  const nested = [
    Buffer.from(`client:${form?.(secret)}`).toString('base64'),
    Buffer.from(`{"secret":"${json?.(secret)}"}`).toString('base64url'),
    percent?.(Buffer.from(secret).toString('base64')),
    percent?.(`https://client.example/?secret=${percent(secret)}`),
    percent?.(hex?.(secret) ?? ''),
  ];
  for (const text of nested) expect(masksIn(secrets.redact(text ?? ''))).toHaveLength(1);
});

test('no bit of a secret is left at the edges of base64', () => {
  const secrets = new SecretRegistry();
  secrets.add('code', '123456');
  const blobs = ['x', 'xx', 'xxx'].map((before) => Buffer.from(`${before}123456xxx`).toString('base64'));
  const sameBut = ['x', 'xx', 'xxx'].map((before) => Buffer.from(`${before}q27465xxx`).toString('base64'));
  secrets.add('other code', 'q27465');
  const hidden = (text: string) => secrets.redact(text).replace(/‹.*›/, '');
  expect(blobs.map(hidden)).toEqual(sameBut.map(hidden));
});

test('one secret has one mask, however it is encoded, and another has another', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anySecret, { minLength: 2, maxLength: 2, selector: (s) => s.toWellFormed() }),
      (pair) => {
        const secrets = new SecretRegistry();
        const [one = '', other = ''] = pair.map((secret) => secrets.add('code', secret));
        fc.pre(!other.toWellFormed().includes(one.toWellFormed()));
        const masks = (secret: string) =>
          new Set(Object.values(encodings).flatMap((encode) => masksIn(secrets.redact(encode(secret)))));
        expect(masks(one).size).toBe(1);
        expect(masks(one)).not.toEqual(new Set(masksIn(secrets.redact(other))));
      },
    ),
  );
});

test('text without secrets stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uuid(), (text, secret) => {
      const secrets = new SecretRegistry();
      secrets.add('jti', secret);
      expect(secrets.redact(text)).toBe(text);
    }),
  );
});

test('what stands around a secret stays as it is', () => {
  const secrets = new SecretRegistry();
  secrets.add('password', 'hunter22');
  expect(secrets.redact('user=\ud83d%20ann&password=hunter22&x=ä\ud83d\ude00')).toMatch(
    /^user=\ud83d%20ann&password=‹password:\w{8}›&x=ä\ud83d\ude00$/,
  );
});

test('secrets that overlap, hold each other or look like masks are all masked', () => {
  fc.assert(
    fc.property(
      fc.array(alike({ minLength: 4, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      alike({ minLength: 0, maxLength: 30 }),
      (values, text) => {
        const secrets = new SecretRegistry();
        for (const value of values) secrets.add('a:bb', value);
        const redacted = secrets.redact(text + values.join(''));
        for (const value of values) expect(waysItShows(redacted, value)).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});

test('of overlapping secrets no part is left over', () => {
  const secrets = new SecretRegistry();
  secrets.add('one', 'abcdef');
  secrets.add('two', 'defghijk');
  secrets.add('prefix of two', 'defg');
  expect(secrets.redact('<abcdefghijk>')).toMatch(/^<‹one:\w{8}›‹two:\w{8}›>$/);
  expect(secrets.redact('<defghijk>')).toMatch(/^<‹two:\w{8}›>$/);
});

test('a secret that is a word of a mask takes that word out of all masks', () => {
  const secrets = new SecretRegistry();
  secrets.add('client-secret', 'a long passphrase');
  expect(secrets.redact('a long passphrase')).toMatch(/^‹client-secret:\w{8}›$/);
  secrets.add('client-secret', 'secret');
  expect(secrets.redact('a long passphrase')).toMatch(/^‹\w{8}›$/);
  expect(secrets.redact('secret')).toMatch(/^‹\w{8}›$/);
});

test('each registry masks in its own way, so a mask cannot be looked up', () => {
  const masks = Array.from({ length: 20 }, () => {
    const secrets = new SecretRegistry();
    return secrets.redact(secrets.add('code', '123456'));
  });
  expect(new Set(masks).size).toBe(20);
});

test('fewer than four characters are no secret', () => {
  const secrets = new SecretRegistry();
  secrets.add('password', 'abc');
  secrets.add('password', '');
  expect(secrets.redact('abc')).toBe('abc');
});

test('JSON is masked whole: strings, numbers and member names', () => {
  fc.assert(
    fc.property(anySecret, fc.jsonValue(), (secret, value) => {
      const secrets = new SecretRegistry();
      secrets.add('token', secret);
      const shown = JSON.stringify(
        secrets.redactJson({ [secret]: { list: [value, secret, { [`a${secret}`]: 1 }] } }),
      );
      expect(waysItShows(shown, secret)).toEqual([]);
    }),
  );
  const secrets = new SecretRegistry();
  secrets.add('code', '123456');
  const claims = { exp: 17, code: 123456, '123456': null, __proto__: true };
  expect(JSON.stringify(secrets.redactJson(claims)).replaceAll(/\w{8}›/g, '›')).toBe(
    '{"‹code:›":null,"exp":17,"code":"‹code:›"}',
  );
});

test('JSON without secrets stays as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.uuid(), (value, secret) => {
      const secrets = new SecretRegistry();
      secrets.add('jti', secret);
      expect(JSON.stringify(secrets.redactJson(value))).toBe(JSON.stringify(value));
    }),
  );
});
