import assert from 'node:assert/strict';
import {
  control,
  cross,
  describeReply,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
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
const kids = {
  'path-to-an-empty-file': { kid: '../../../../../../../../../../dev/null', found: '' },
  'file-url': { kid: 'file:///dev/null', found: '' },
  'sql-union': { kid: "x' UNION SELECT 'authproof' -- ", found: 'authproof' },
  'sql-quote': { kid: "'" },
  'nul-byte': { kid: 'key\u0000.pem' },
  'broken-pattern': { kid: '([' },
  'shell-command': { kid: '$(echo authproof)', found: 'authproof' },
  'prototype-member': { kid: '__proto__' },
  'beyond-latin': { kid: '\u043a\u043b\u044e\u0447-\u{1f511}' },
  'longer-than-a-column': { kid: 'k'.repeat(300) },
  'hundred-kilobytes': { kid: 'k'.repeat(100_000), oversized: true },
  object: { kid: { kty: 'oct', k: 'YXV0aHByb29m' }, found: 'authproof' },
  array: { kid: ['key'] },
  number: { kid: 1 },
  null: { kid: null },
} satisfies Record<string, Kid>;

const { array, 'nul-byte': nulByte } = kids;
const { 'private-key-jwt': byKey } = methods;

type Row = (typeof methods)[keyof typeof methods] & Kid & { endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(methods, kids),
  ...cross(cross({ 'private-key-jwt': byKey }, { array, 'nul-byte': nulByte }), furtherEndpoints),
};

export default testCase({
  title: 'A hostile kid picks no key and makes no fault',
  verifies: ['CA-029'],
  variants,
  async run(
    { oauth },
    { method, ownKey, kid, found = 'x'.repeat(64), oversized = false, endpoint = 'token' },
  ) {
    const client = await oauth.client({ method });
    const alg = client.alg ?? 'HS256';
    const key = await ownKey(alg, found);
    await control(oauth.call(endpoint, client));

    const forged = client.assertion({ endpoint, header: { kid }, signWith: { alg, key } });
    const reply = await oauth.call(endpoint, client, { assertion: forged, oversized });
    expectRefused(reply);
    assert.ok(reply.status < 500, `a server fault instead of a client error: ${describeReply(reply)}`);

    // Rightly signed it may be accepted: a kid is a hint (RFC 7515 §4.1.4), and a server with one key needs none.
    const signed = client.assertion({ endpoint, header: { kid } });
    const hinted = await oauth.call(endpoint, client, { assertion: signed, oversized });
    if (hinted.kind !== 'accepted') expectRefused(hinted);
    assert.ok(hinted.status < 500, `a server fault instead of a client error: ${describeReply(hinted)}`);
    await control(oauth.call(endpoint, client));
  },
});
