import assert from 'node:assert/strict';
import { type Client, control, describeReply, expectRefused, testCase } from '../harness/index.ts';

type Malformed = { assertion(client: Client): string; oversized?: boolean };

const segments = (client: Client) => client.assertion().split('.') as [string, string, string];
const signedClaims = (claims: string) => ({
  assertion: (client: Client) => client.assertion({ raw: { claims } }),
});
const signedHeader = (header: string) => ({
  assertion: (client: Client) => client.assertion({ raw: { header } }),
});

const malformed: Record<string, Malformed> = {
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
  async run({ oauth }, { assertion, oversized = false }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    await control(oauth.token(client));
    const reply = await oauth.token(client, { assertion: assertion(client), oversized });
    expectRefused(reply);
    if (!oversized)
      assert.ok(reply.error !== null || reply.status < 400, `no OAuth error answer: ${describeReply(reply)}`);
    assert.ok(reply.status < 500, `a server fault instead of a client error: ${describeReply(reply)}`);
    await control(oauth.token(client));
  },
});

function withClaims(client: Client, change: (claims: string) => string): string {
  const [header, claims, signature] = segments(client);
  return [header, change(claims), signature].join('.');
}
