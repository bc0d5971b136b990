import assert from 'node:assert/strict';
import {
  assemble,
  type Client,
  control,
  describeReply,
  dissect,
  expectRefused,
  jwsSign,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Malformed = { assertion(client: Client): string; oversized?: boolean; tolerable?: boolean };

const segments = (client: Client) => client.assertion().split('.') as [string, string, string];
const signedClaims = (claims: string) => ({
  assertion: (client: Client) => client.assertion({ raw: { claims } }),
});
const signedHeader = (header: string) => ({
  assertion: (client: Client) => client.assertion({ raw: { header } }),
});

const malformed: Record<string, Malformed> = {
  empty: { assertion: () => '' },
  'one-word': { assertion: () => 'abc' },
  'dots-only': { assertion: () => '..' },
  'two-segments': { assertion: (client) => segments(client).slice(0, 2).join('.') },
  'four-segments': { assertion: (client) => `${client.assertion()}.e30` },
  'not-base64url': { assertion: (client) => client.assertion().replace('.', '.!!!') },
  'padded-claims': { assertion: (client) => withClaims(client, (claims) => `${claims}==`) },
  'whitespace-in-claims': {
    assertion: (client) => withClaims(client, (claims) => `${claims.slice(0, 8)}\n${claims.slice(8)}`),
  },
  'claims-not-json': signedClaims('not json'),
  'claims-an-array': signedClaims('["iss","sub"]'),
  'claims-a-string': signedClaims('"claims"'),
  'claims-null': signedClaims('null'),
  'header-not-json': signedHeader('not json'),
  'header-an-array': signedHeader('[]'),
  'header-null': signedHeader('null'),
  'claims-not-utf-8': { assertion: (client) => resigned(client, Buffer.of(0x7b, 0x22, 0xff, 0x22, 0x7d)) },
  'signature-not-base64url': { assertion: (client) => `${segments(client).slice(0, 2).join('.')}.!!!` },
  'algorithm-a-number': { assertion: (client) => client.assertion({ header: { alg: 256 } }) },
  'issuer-and-subject-objects': {
    assertion: (client) => client.assertion({ claims: { iss: { id: client.id }, sub: { id: client.id } } }),
  },
  'issuer-and-subject-numbers': { assertion: (client) => client.assertion({ claims: { iss: 7, sub: 7 } }) },
  'issuer-and-subject-with-nul': {
    assertion: (client) =>
      client.assertion({ claims: { iss: `${client.id}\u0000`, sub: `${client.id}\u0000` } }),
  },
  'expiry-a-text': { assertion: (client) => client.assertion({ claims: { exp: 'soon' } }) },
  // Whoever asks nothing of these may accept them.
  'key-identifier-an-object': {
    assertion: (client) => client.assertion({ header: { kid: { id: 1 } } }),
    tolerable: true,
  },
  'identifier-an-object': {
    assertion: (client) => client.assertion({ claims: { jti: { id: 1 } } }),
    tolerable: true,
  },
  'claims-nested-deeply': {
    ...signedClaims(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
    oversized: true,
  },
  'one-megabyte': { ...signedClaims(JSON.stringify({ padding: 'x'.repeat(750_000) })), oversized: true },
};

export default testCase({
  title: 'A malformed assertion is answered by a well-formed client error, and the endpoint stays healthy',
  verifies: ['CA-035'],
  features: ['private_key_jwt'],
  variants: malformed,
  async run({ oauth }, { assertion, oversized = false, tolerable = false }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    await control(oauth.token(client));
    const reply = await oauth.token(client, { assertion: assertion(client), oversized });
    if (reply.kind === 'accepted' && tolerable) return;
    if (reply.kind === 'accepted') expectRefused(reply);
    if (reply.kind !== 'refused' && (reply.status === 429 || reply.status >= 500))
      throw new Untestable(`not answered now: ${describeReply(reply)}`);
    assert.ok(reply.status < 500, `a server fault instead of a client error: ${describeReply(reply)}`);
    if (!oversized) {
      assert.ok(reply.status >= 400, `no error status: ${describeReply(reply)}`);
      assert.ok(reply.error !== null, `no OAuth error answer: ${describeReply(reply)}`);
    } else expectRefused(reply);
    await control(oauth.token(client));
  },
});

function withClaims(client: Client, change: (claims: string) => string): string {
  const [header, claims, signature] = segments(client);
  return [header, change(claims), signature].join('.');
}

/** Rightly signed over claims that no text can hold. */
function resigned(client: Client, claims: Buffer): string {
  const { header } = dissect(client.assertion());
  const [signingInput = ''] = assemble({ header, claims, signature: Buffer.alloc(0) }).split(/\.$/);
  if (!client.alg || !client.key) throw new Untestable(`the key of ${client.id} is not known`);
  return assemble({ header, claims, signature: jwsSign(client.alg, client.key, signingInput) });
}
