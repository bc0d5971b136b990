import { createPublicKey } from 'node:crypto';
import { asserting, basic, type TryOut } from '../../try-out.ts';
import { claimsOf, encoded, hmacAssertion, signedByHmac, toPem, unsigned } from './hand-made-assertions.ts';
import { accepts, type Symptom } from './symptom.ts';

const secretOf = (server: TryOut) => server.secrets.hmac ?? '';

const critical = (server: TryOut) =>
  hmacAssertion(server, 'hmac', secretOf(server), { crit: ['extension'], extension: 1 });

const faultsAt = async (server: TryOut, id: string, kid: unknown) => {
  const header = encoded({ alg: id === 'hmac' ? 'HS256' : 'ES256', kid });
  const assertion = `${header}.${encoded(claimsOf(server, id))}.AAAA`;
  return (await server.token(asserting(assertion))).status === 500;
};

const withSignature = async (server: TryOut, change: (signature: Buffer) => Buffer) => {
  const [header, claims, signature] = (await server.assertion('es256')).split('.');
  const changed = change(Buffer.from(signature ?? '', 'base64url')).toString('base64url');
  return asserting(`${header}.${claims}.${changed}`);
};

/** R and S side by side, put into ASN.1. */
function toDer(signature: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    const trimmed = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
    const positive = (trimmed[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed;
    return Buffer.concat([Buffer.of(2, positive.length), positive]);
  };
  const body = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

async function keyedByPublicKey(server: TryOut): Promise<boolean> {
  return accepts(server, asserting(hmacAssertion(server, 'rs256', toPem(server.publicKey('rs256')))));
}

/** How the mutants about keys, algorithms and signatures show. */
export const signatureSymptoms: Record<string, Symptom> = {
  'accepts-any-signature': async (server) =>
    accepts(server, await withSignature(server, (signature) => signature.reverse())),
  'verifies-ecdsa-signatures-as-der': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256')))),
  'accepts-der-encoded-ecdsa-signatures': async (server) =>
    accepts(server, await withSignature(server, toDer)),
  'keys-hmac-with-the-client-id': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', 'hmac'))),
  'counts-an-empty-previous-secret': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', ''))),
  'fails-on-a-nul-in-a-client-id': async (server) =>
    (await server.token({}, basic('a\0', 'x'))).status === 500,
  'takes-the-algorithm-for-a-text': async (server) =>
    (await server.token(asserting(`${encoded({ alg: 256 })}.${encoded(claimsOf(server, 'es256'))}.AAAA`)))
      .status === 500,
  'skips-verification-of-an-empty-signature': async (server) =>
    accepts(server, await withSignature(server, () => Buffer.of())),
  'refuses-only-lower-case-none': async (server) =>
    !(await accepts(server, asserting(unsigned(server, 'es256')))) &&
    accepts(server, asserting(unsigned(server, 'es256', 'nOnE'))),
  'picks-the-verifier-by-the-header': keyedByPublicKey,
  'lets-the-header-pick-for-unpinned-clients': keyedByPublicKey,
  'takes-unsigned-assertions': async (server) => accepts(server, asserting(unsigned(server, 'pinned'))),
  'takes-an-unnamed-algorithm-for-none': async (server) =>
    accepts(server, asserting(`${encoded({})}.${encoded(claimsOf(server, 'pinned'))}.`)),
  'takes-unsigned-assertions-of-unpinned-clients': async (server) =>
    (await accepts(server, asserting(unsigned(server, 'es256')))) &&
    !(await accepts(server, asserting(unsigned(server, 'pinned')))),
  async 'takes-flattened-assertions'(server) {
    const [header, payload, signature] = (await server.assertion('es256')).split('.');
    return accepts(server, asserting(JSON.stringify({ protected: header, payload, signature })));
  },
  async 'takes-the-first-of-general-signatures'(server) {
    const [header, payload, signature] = (await server.assertion('es256')).split('.');
    const signatures = [{ protected: header, signature }];
    return accepts(server, asserting(JSON.stringify({ payload, signatures })));
  },
  'accepts-an-ecdsa-signature-of-zeros': async (server) =>
    accepts(server, await withSignature(server, (signature) => Buffer.alloc(signature.length))),
  'accepts-an-ecdsa-signature-of-orders': async (server) => {
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
    return accepts(server, await withSignature(server, () => Buffer.concat([order, order])));
  },
  'compares-half-of-an-hmac': async (server) => {
    const [header, claims, signature = ''] = hmacAssertion(server, 'hmac', secretOf(server)).split('.');
    const half = Buffer.from(signature, 'base64url').subarray(0, 16).toString('base64url');
    return accepts(server, asserting([header, claims, half].join('.')));
  },
  'writes-the-header-anew-to-verify-it': async (server) => {
    const [header = '', ...rest] = (await server.assertion('es256')).split('.');
    const spaced = Buffer.concat([Buffer.from(' '), Buffer.from(header, 'base64url')]).toString('base64url');
    return accepts(server, asserting([spaced, ...rest].join('.')));
  },
  'ignores-bytes-after-an-ecdsa-signature': async (server) =>
    accepts(server, await withSignature(server, (signature) => Buffer.concat([signature, Buffer.of(0)]))),
  'keys-hmac-with-64-bytes-of-the-secret': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', secretOf(server).slice(0, 64)))),
  'ignores-critical-headers': async (server) => accepts(server, asserting(critical(server))),
  'takes-critical-headers-that-are-there': async (server) => accepts(server, asserting(critical(server))),
  'loads-keys-from-the-path-in-kid': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', '', { kid: `${'../'.repeat(20)}dev/null` }))),
  'asks-its-database-for-kid-unquoted': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', 'x', { kid: "' UNION SELECT 'x" }))),
  'looks-keys-up-by-a-pattern-in-kid': async (server) => faultsAt(server, 'es256', '(['),
  'takes-kid-for-a-text': async (server) => faultsAt(server, 'es256', { kty: 'oct' }),
  'reads-the-first-of-duplicate-members': async (server) => {
    const claims = `${JSON.stringify(claimsOf(server, 'hmac')).slice(0, -1)},"sub":"es256"}`;
    const input = `${encoded({ alg: 'HS256' })}.${Buffer.from(claims).toString('base64url')}`;
    return accepts(server, asserting(signedByHmac(input, secretOf(server))));
  },
  'accepts-any-algorithm-of-the-method': async (server) =>
    accepts(server, asserting(await server.assertion('pinned', { header: { alg: 'HS512' } }))),
  'compares-only-the-family-of-the-algorithm': async (server) =>
    accepts(server, asserting(await server.assertion('pinned', { header: { alg: 'HS512' } }))),
  'skips-verification-by-the-longest-hmac': async (server) => {
    const input = `${encoded({ alg: 'HS512' })}.${encoded(claimsOf(server, 'hmac'))}`;
    return accepts(server, asserting(`${input}.${encoded('no signature')}`));
  },
  'remembers-signatures-it-has-verified': async (server) => {
    const [header, , signature] = (await server.assertion('es256')).split('.');
    const right = asserting(await server.assertion('es256'));
    const others = encoded(claimsOf(server, 'es256'));
    if (await accepts(server, asserting(`${header}.${others}.${signature}`))) return false;
    await accepts(server, right);
    return accepts(server, asserting(`${header}.${others}.${right.client_assertion?.split('.')[2]}`));
  },
  'converts-the-algorithm-to-text': async (server) =>
    accepts(server, asserting(`${encoded({ alg: ['none'] })}.${encoded(claimsOf(server, 'es256'))}.`)),
  'keys-hmac-with-the-der-of-a-public-key': async (server) => {
    const key = createPublicKey({ key: { ...server.publicKey('rs256') }, format: 'jwk' });
    const der = key.export({ type: 'spki', format: 'der' });
    return accepts(server, asserting(hmacAssertion(server, 'rs256', der)));
  },
  'keys-hmac-with-the-json-of-a-public-key': async (server) => {
    const key = createPublicKey({ key: { ...server.publicKey('rs256') }, format: 'jwk' });
    const json = JSON.stringify(key.export({ format: 'jwk' }));
    return accepts(server, asserting(hmacAssertion(server, 'rs256', json)));
  },
  'keys-hmac-with-the-bytes-of-a-public-key': async (server) => {
    const bytes = Buffer.from(server.publicKey('eddsa').x ?? '', 'base64url');
    return accepts(server, asserting(hmacAssertion(server, 'eddsa', bytes)));
  },
};
