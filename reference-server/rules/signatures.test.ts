import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { rules } from '../rules.ts';
import type { Client } from '../storage/clients.ts';
import type { AuthenticationMethod } from './algorithms.ts';
import { parseAssertion } from './serialization.ts';

const clientWith = (more: Partial<Client>): Client => ({
  id: 'client',
  method: 'private_key_jwt',
  chain: undefined,
  pinnedAlgorithm: undefined,
  secretDigest: undefined,
  hmacSecret: undefined,
  keys: [],
  jwksUri: undefined,
  scopes: [],
  grantTypes: [],
  redirectUris: [],
  enabled: true,
  ...more,
});

async function failureOf(compact: string, client: Client, method: AuthenticationMethod = client.method) {
  const assertion = parseAssertion(compact);
  if (!assertion) throw new Error('The test made no well-formed assertion.');
  return rules.signatureFailure(assertion, method, client, rules);
}

const signed = (alg: string, key: Parameters<SignJWT['sign']>[0], header: object = {}) =>
  new SignJWT({ sub: 'client' }).setProtectedHeader({ alg, ...header }).sign(key);

const secret = 's'.repeat(48);
const secretClient = clientWith({ method: 'client_secret_jwt', hmacSecret: secret });

test.for(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
  '%s verifies under the registered key and under no other',
  async (alg) => {
    const [own, other] = await Promise.all([generateKeyPair(alg), generateKeyPair(alg)]);
    const client = clientWith({ keys: [await exportJWK(own.publicKey)] });
    expect(await failureOf(await signed(alg, own.privateKey), client)).toBeUndefined();
    expect(await failureOf(await signed(alg, other.privateKey), client)).toBe('signature_invalid');
  },
);

test('HMAC verifies under the secret, and only where that is as long as the digest', async () => {
  const key = Buffer.from(secret);
  expect(await failureOf(await signed('HS256', key), secretClient)).toBeUndefined();
  expect(await failureOf(await signed('HS384', key), secretClient)).toBeUndefined();
  expect(await failureOf(await signed('HS512', key), secretClient)).toBe('no_fitting_key');
  expect(await failureOf(await signed('HS256', Buffer.from('x'.repeat(48))), secretClient)).toBe(
    'signature_invalid',
  );
});

test('a public key is no HMAC secret', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const client = clientWith({ keys: [publicKey.export({ format: 'jwk' })] });
  const pem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
  expect(await failureOf(await signed('HS256', pem), client)).toBe('algorithm_not_allowed');
});

test.for(['none', 'None', 'nOnE', '', undefined, 1])('alg %j is refused', async (alg) => {
  const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
  expect(await failureOf(`${header}.e30.`, clientWith({}))).toBe('algorithm_not_allowed');
});

test('a pinned algorithm excludes the others that the key fits', async () => {
  const { privateKey, publicKey } = await generateKeyPair('PS256', { extractable: true });
  const client = clientWith({ keys: [await exportJWK(publicKey)], pinnedAlgorithm: 'PS256' });
  expect(await failureOf(await signed('PS256', privateKey), client)).toBeUndefined();
  expect(rules.algorithmAllowed('RS256', 'private_key_jwt', client)).toBe(false);
});

test('the key is the one with the kid, or the only one that fits where there is no kid', () => {
  const key = (kid: string, crv: string): JWK => ({ kty: 'EC', crv, kid });
  const keys = [key('a', 'P-256'), key('b', 'P-256'), key('c', 'P-384')];
  const client = clientWith({ keys });
  expect(rules.keyFor('ES256', { kid: 'b' }, client)).toBe(keys[1]);
  expect(rules.keyFor('ES256', { kid: 'c' }, client)).toBeUndefined();
  expect(rules.keyFor('ES256', {}, client)).toBeUndefined();
  expect(rules.keyFor('ES384', {}, client)).toBe(keys[2]);
  for (const kid of [1, null, ['a'], { a: 1 }, '', '../../dev/null', "a' OR 1=1"]) {
    expect(rules.keyFor('ES256', { kid }, client)).toBeUndefined();
  }
});

test('a key in the header is not looked at', async () => {
  const own = await generateKeyPair('ES256');
  const foreign = await generateKeyPair('ES256', { extractable: true });
  const client = clientWith({ keys: [await exportJWK(own.publicKey)] });
  const jwk = await exportJWK(foreign.publicKey);
  expect(await failureOf(await signed('ES256', foreign.privateKey, { jwk }), client)).toBe(
    'signature_invalid',
  );
});

test('an ECDSA signature is R and S side by side, neither degenerate nor in DER', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const client = clientWith({
    keys: [createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' })],
  });
  const input = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.e30`;
  const raw = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const der = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'der' });
  const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
  const failureWith = (signature: Uint8Array) =>
    failureOf(`${input}.${Buffer.from(signature).toString('base64url')}`, client);
  expect(await failureWith(raw)).toBeUndefined();
  const wrong = [
    der,
    new Uint8Array(64),
    Buffer.concat([order, order]),
    raw.subarray(0, 63),
    new Uint8Array(),
    Buffer.concat([raw, raw]),
  ];
  for (const signature of wrong) expect(await failureWith(signature)).toBe('signature_invalid');
});
