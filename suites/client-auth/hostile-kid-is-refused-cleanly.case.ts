import assert from 'node:assert/strict';
import {
  control,
  cross,
  describeReply,
  expectRefused,
  type Json,
  strangersKey,
  testCase,
} from '../harness/index.ts';

/** The key of a signer who hopes that the kid picks it. */
const methods = {
  'private-key-jwt': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    ownKey: (alg: string) => strangersKey(alg),
  },
  'client-secret-jwt': {
    method: 'client_secret_jwt',
    features: ['client_secret_jwt'],
    ownKey: async (_: string, found: string) => Buffer.from(found),
  },
} as const;

type Kid = { kid: Json; found?: string; oversized?: boolean };

/** What a kid says, and the secret that a server would find where it follows that. */
const kids: Record<string, Kid> = {
  'path-to-an-empty-file': { kid: '../../../../../../../../../../dev/null', found: '' },
  'file-url': { kid: 'file:///dev/null', found: '' },
  'sql-union': { kid: "x' UNION SELECT 'authproof' -- ", found: 'authproof' },
  'sql-quote': { kid: "'" },
  'nul-byte': { kid: 'key\u0000.pem' },
  'broken-pattern': { kid: '([' },
  'shell-command': { kid: '$(echo authproof)', found: 'authproof' },
  'prototype-member': { kid: '__proto__' },
  'longer-than-a-column': { kid: 'k'.repeat(300) },
  'hundred-kilobytes': { kid: 'k'.repeat(100_000), oversized: true },
  object: { kid: { kty: 'oct', k: 'YXV0aHByb29m' }, found: 'authproof' },
  array: { kid: ['key'] },
  number: { kid: 1 },
  null: { kid: null },
};

export default testCase({
  title: 'A hostile kid picks no key and makes no fault',
  verifies: ['CA-029'],
  variants: cross(methods, kids),
  async run({ oauth }, { method, ownKey, kid, found = 'x'.repeat(64), oversized = false }) {
    const client = await oauth.client({ method });
    const alg = client.alg ?? 'HS256';
    const key = await ownKey(alg, found);
    await control(oauth.token(client));

    const forged = client.assertion({ header: { kid }, signWith: { alg, key } });
    const reply = await oauth.token(client, { assertion: forged, oversized });
    expectRefused(reply);
    assert.ok(reply.status < 500, `a server fault instead of a client error: ${describeReply(reply)}`);

    // Rightly signed it may be accepted: a kid is a hint (RFC 7515 §4.1.4), and a server with one key needs none.
    const signed = client.assertion({ header: { kid } });
    const hinted = await oauth.token(client, { assertion: signed, oversized });
    assert.ok(hinted.status < 500, `a server fault instead of a client error: ${describeReply(hinted)}`);
    await control(oauth.token(client));
  },
});
