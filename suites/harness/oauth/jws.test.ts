import { createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import fc from 'fast-check';
import { compactVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  assemble,
  dissect,
  ecCurves,
  flipBit,
  jwsAlgorithms,
  jwsSign,
  newPrivateKey,
  strangersKey,
  strangersSigning,
  tampered,
  withHeader,
} from './jws.ts';

const asymmetric = [...jwsAlgorithms.RS, ...jwsAlgorithms.PS, ...jwsAlgorithms.ES, ...jwsAlgorithms.Ed];
const everyAlgorithm = [...asymmetric, ...jwsAlgorithms.HS];

/** One key an algorithm, for making RSA keys takes long. RS and PS share theirs. */
const keys = new Map<string, Promise<KeyObject>>();
function keyFor(alg: string): Promise<KeyObject> {
  const kind = alg.startsWith('PS') ? alg.replace('PS', 'RS') : alg;
  const known = keys.get(kind) ?? (kind.startsWith('RS') ? strangersKey('RS256') : newPrivateKey(kind));
  keys.set(kind, known);
  return known;
}
const hmacKey = randomBytes(64);
const signingKey = async (alg: string) => (alg.startsWith('HS') ? hmacKey : keyFor(alg));

async function signed(alg: string, payload: Uint8Array): Promise<string> {
  const header = Buffer.from(JSON.stringify({ alg }));
  const input = `${header.toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  const signature = jwsSign(alg, await signingKey(alg), input);
  return assemble({ header, claims: Buffer.from(payload), signature });
}

async function verifies(alg: string, compact: string): Promise<boolean> {
  const key = await signingKey(alg);
  const verifier = Buffer.isBuffer(key) ? key : createPublicKey(key);
  return compactVerify(compact, verifier).then(
    () => true,
    () => false,
  );
}

describe.for(everyAlgorithm)('%s', (alg) => {
  test('what is signed is verified by jose, whatever the payload', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 64 }), async (payload) => {
        expect(await verifies(alg, await signed(alg, payload))).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test('one bit more or less in any part is not verified', async () => {
    const parts = dissect(await signed(alg, Buffer.from('{"iss":"svc"}')));
    for (const part of ['claims', 'signature'] as const) {
      for (const index of [0, -1]) {
        const tampered = assemble({ ...parts, [part]: flipBit(parts[part], index) });
        expect(await verifies(alg, tampered)).toBe(false);
      }
    }
  });
});

test.for(jwsAlgorithms.ES)(
  '%s signatures are r and s side by side, or DER where that is asked for',
  async (alg) => {
    const key = await keyFor(alg);
    const bytes = { ES256: 64, ES384: 96, ES512: 132 }[alg];
    expect(jwsSign(alg, key, 'text')).toHaveLength(bytes);
    const der = jwsSign(alg, key, 'text', { dsaEncoding: 'der' });
    const hash = `sha${alg.slice(2)}`;
    expect(der[0]).toBe(0x30);
    expect(verify(hash, Buffer.from('text'), createPublicKey(key), der)).toBe(true);
  },
);

test('Ed25519 signs the text itself', async () => {
  const key = await keyFor('EdDSA');
  const signature = jwsSign('EdDSA', key, 'text');
  expect(verify(null, Buffer.from('text'), createPublicKey(key), signature)).toBe(true);
});

test.for(asymmetric)('a new key for %s fits it and is new each time', async (alg) => {
  const key = await keyFor(alg);
  const details = key.asymmetricKeyDetails ?? {};
  if (/^[RP]S/.test(alg)) expect(details.modulusLength).toBe(2048);
  if (alg.startsWith('ES')) {
    expect(key.export({ format: 'jwk' }).crv).toBe(ecCurves[alg as keyof typeof ecCurves]);
    expect((await newPrivateKey(alg)).equals(key)).toBe(false);
  }
  if (alg === 'EdDSA') expect(key.asymmetricKeyType).toBe('ed25519');
});

test('a stranger keeps one key a family all through the process', async () => {
  expect(await strangersKey('PS384')).toBe(await strangersKey('RS256'));
  expect(await strangersKey('ES384')).toBe(await strangersKey('ES384'));
  expect(await strangersKey('ES384')).not.toBe(await strangersKey('ES256'));
});

test('an algorithm that nobody signs by is refused by name', async () => {
  const key = await keyFor('ES256');
  expect(() => jwsSign('none', key, 'text')).toThrow(new TypeError('no signer for alg none'));
  await expect(newPrivateKey('HS256')).rejects.toThrow(new TypeError('no asymmetric key for alg HS256'));
});

const anyBytes = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes));

test('dissect undoes assemble', () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, anyBytes, (header, claims, signature) => {
      expect(dissect(assemble({ header, claims, signature }))).toEqual({ header, claims, signature });
    }),
  );
});

test('assemble undoes dissect', () => {
  const base64url = anyBytes.map((bytes) => bytes.toString('base64url'));
  fc.assert(
    fc.property(base64url, base64url, base64url, (...parts) => {
      expect(assemble(dissect(parts.join('.')))).toBe(parts.join('.'));
    }),
  );
});

test('what has not three parts is no compact JWS', () => {
  for (const text of ['', 'a', 'a.b', 'a.b.c.d', 'a.b.c.d.e']) {
    expect(() => dissect(text)).toThrow(new TypeError('not a compact JWS of three parts'));
  }
});

test('flipBit turns over exactly one bit, leaves the original as it was, and undoes itself', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 80 }),
      fc.nat(),
      fc.boolean(),
      (bytes, n, fromEnd) => {
        const original = Buffer.from(bytes);
        const index = (n % original.length) - (fromEnd ? original.length : 0);
        const flipped = flipBit(original, index);
        const differing = [...flipped]
          .map((byte, i) => byte ^ (original[i] ?? 0))
          .filter((bits) => bits !== 0);
        expect(differing).toEqual([1]);
        expect([...original]).toEqual([...bytes]);
        expect(flipBit(flipped, index)).toEqual(original);
      },
    ),
  );
});

test('flipBit finds no byte beyond either end', () => {
  for (const index of [3, -4]) {
    expect(() => flipBit(Buffer.from('abc'), index)).toThrow(new RangeError(`no byte at ${index}`));
  }
  expect(() => flipBit(Buffer.alloc(0), -1)).toThrow(RangeError);
});

test('a tampered assertion differs in one bit of its signature', () => {
  const right = assemble({ header: Buffer.from('h'), claims: Buffer.from('c'), signature: Buffer.of(6, 5) });
  expect(dissect(tampered(right))).toEqual({ ...dissect(right), signature: Buffer.of(7, 5) });
});

test.for(['HS256', 'HS512', 'RS256', 'ES384', 'EdDSA'])('a stranger can sign by %s', async (alg) => {
  const { alg: named, key } = await strangersSigning(alg);
  expect(named).toBe(alg);
  expect(jwsSign(alg, key, 'input').length).toBeGreaterThan(0);
});

test('a header is changed in the members that are named, and all else stays', async () => {
  const right = dissect(await signed('HS256', Buffer.from('{}')));
  const { header, ...rest } = withHeader(right, { kid: 'other' });
  expect(JSON.parse(header.toString())).toEqual({ alg: 'HS256', kid: 'other' });
  expect(rest).toEqual({ claims: right.claims, signature: right.signature });
});
