import { createPublicKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateChain, toPem } from './certificates.ts';
import { newPrivateKey } from './jws.ts';

test.for(['RS256', 'ES256', 'ES512', 'EdDSA'])('a chain certifies a key for %s', async (alg) => {
  const key = await newPrivateKey(alg);
  const [leaf, authority] = certificateChain(key, 'svc-client').map((der) => new X509Certificate(der));
  if (!leaf || !authority) throw new Error('a chain of two is wanted');
  expect(leaf.publicKey.equals(createPublicKey(key))).toBe(true);
  expect(leaf.subject).toBe('CN=svc-client');
  expect([leaf.ca, authority.ca]).toEqual([false, true]);
  expect(leaf.checkIssued(authority)).toBe(true);
  expect(leaf.verify(authority.publicKey)).toBe(true);
  expect(authority.verify(authority.publicKey)).toBe(true);
});

test('a chain is valid today and in years to come', async () => {
  const [leaf] = certificateChain(await newPrivateKey('ES256'), 'svc-client');
  const { validFromDate, validToDate } = new X509Certificate(leaf ?? '');
  expect([validFromDate.getUTCFullYear(), validToDate.getUTCFullYear()]).toEqual([2020, 2099]);
});

test('as PEM it holds the same certificates in the same order', async () => {
  const chain = certificateChain(await newPrivateKey('RS256'), 'svc-client');
  const blocks = toPem(chain).split(/(?<=-----END CERTIFICATE-----\n)(?=.)/s);
  expect(blocks.map((pem) => new X509Certificate(pem).raw)).toEqual(chain);
});
