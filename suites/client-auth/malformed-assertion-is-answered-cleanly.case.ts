import assert from 'node:assert/strict';
import {
  assemble,
  type Client,
  type ClientAuthMethod,
  control,
  cross,
  describeReply,
  dissect,
  type EndpointName,
  expectClientError,
  expectRefused,
  furtherEndpoints,
  signerOfEachFamily,
  testCase,
} from '../harness/index.ts';

type Malformed = {
  assertion(client: Client, endpoint: EndpointName): string;
  oversized?: boolean;
  tolerable?: boolean;
  endpoint?: EndpointName;
};
type Row = Malformed & { method?: ClientAuthMethod; alg?: string; features?: readonly string[] };

const segments = (client: Client) => client.assertion().split('.') as [string, string, string];
const signedClaims = (claims: string) => ({
  assertion: (client: Client) => client.assertion({ raw: { claims } }),
});
const signedHeader = (header: string) => ({
  assertion: (client: Client, endpoint: EndpointName) => client.assertion({ endpoint, raw: { header } }),
});
/** Right but for what is done to their text. */
const rightClaims = (change: (json: string) => string) => ({
  assertion(client: Client) {
    const { claims } = dissect(client.assertion());
    return client.assertion({ raw: { claims: change(claims.toString()) } });
  },
});
const withMember = (value: string) => (json: string) => json.replace(/}$/, `,"more":${value}}`);

const malformed = {
  empty: { assertion: () => '' },
  'one-word': { assertion: () => 'abc' },
  'dots-only': { assertion: () => '..' },
  'two-segments': { assertion: (client) => segments(client).slice(0, 2).join('.') },
  'four-segments': { assertion: (client) => `${client.assertion()}.e30` },
  'four-segments-the-last-empty': { assertion: (client) => `${client.assertion()}.` },
  'a-dot-before-it': { assertion: (client) => `.${client.assertion()}` },
  'in-quotes': { assertion: (client) => `"${client.assertion()}"` },
  'behind-the-name-of-a-scheme': { assertion: (client) => `Bearer ${client.assertion()}` },
  'five-segments': { assertion: (client) => `${client.assertion()}.e30.e30` },
  'claims-not-json': signedClaims('not json'),
  'claims-an-array': signedClaims('["iss","sub"]'),
  'claims-in-an-array': rightClaims((json) => `[${json}]`),
  'claims-a-string': signedClaims('"claims"'),
  'claims-null': signedClaims('null'),
  'header-not-json': signedHeader('not json'),
  'header-an-array': signedHeader('[]'),
  'header-null': signedHeader('null'),
  'algorithm-a-number': { assertion: (client) => client.assertion({ header: { alg: 256 } }) },
  'issuer-and-subject-objects': {
    assertion: (client) => client.assertion({ claims: { iss: { id: client.id }, sub: { id: client.id } } }),
  },
  'issuer-and-subject-numbers': { assertion: (client) => client.assertion({ claims: { iss: 7, sub: 7 } }) },
  'issuer-and-subject-with-nul': {
    assertion: (client) =>
      client.assertion({ claims: { iss: `${client.id}\u0000`, sub: `${client.id}\u0000` } }),
  },
  'issuer-and-subject-of-a-thousand-characters': {
    assertion: (client) => client.assertion({ claims: { iss: 'i'.repeat(1_000), sub: 'i'.repeat(1_000) } }),
  },
  'audience-null': { assertion: (client) => client.assertion({ claims: { aud: null } }) },
  'audience-a-number': { assertion: (client) => client.assertion({ claims: { aud: 7 } }) },
  'audience-an-object': { assertion: (client) => client.assertion({ claims: { aud: { aud: 7 } } }) },
  'expiry-a-text': { assertion: (client) => client.assertion({ claims: { exp: 'soon' } }) },
  // Whoever asks nothing of these may accept them.
  'key-identifier-an-object': {
    assertion: (client) => client.assertion({ header: { kid: { id: 1 } } }),
    tolerable: true,
  },
  'type-an-object': {
    assertion: (client) => client.assertion({ header: { typ: { id: 1 } } }),
    tolerable: true,
  },
  'type-an-array': { assertion: (client) => client.assertion({ header: { typ: ['JWT'] } }), tolerable: true },
  'identifier-a-number': { assertion: (client) => client.assertion({ claims: { jti: 7 } }), tolerable: true },
  'identifier-of-a-thousand-characters': {
    assertion: (client) => client.assertion({ claims: { jti: 'j'.repeat(1_000) } }),
    tolerable: true,
  },
  'identifier-an-object': {
    assertion: (client) => client.assertion({ claims: { jti: { id: 1 } } }),
    tolerable: true,
  },
  // RFC 8259 §9 lets a parser have limits, and asks for none; 1e400 is a number that most can't hold.
  'claims-nested-deeply': {
    ...rightClaims(withMember(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)),
    oversized: true,
    tolerable: true,
  },
  'twenty-kilobytes': {
    ...rightClaims(withMember(JSON.stringify('x'.repeat(15_000)))),
    oversized: true,
    tolerable: true,
  },
  'one-megabyte': {
    ...rightClaims(withMember(JSON.stringify('x'.repeat(750_000)))),
    oversized: true,
    tolerable: true,
  },
  'expiry-beyond-any-calendar': {
    assertion: (client) => client.assertion({ claims: { exp: 1e15 } }),
    tolerable: true,
  },
  'expiry-beyond-any-double': {
    ...rightClaims((json) => json.replace(/"exp":\d+/, '"exp":1e400')),
    tolerable: true,
  },
} satisfies Record<string, Malformed>;

/** No algorithm makes one of such a length. */
const ofSignatures: Record<string, Malformed> = {
  'signature-of-one-byte': withSignature((right) => right.subarray(0, 1)),
  'signature-cut-short': withSignature((right) => right.subarray(0, -1)),
  'signature-with-more': withSignature((right) => Buffer.concat([right, right])),
};

const { 'one-word': oneWord, 'header-not-json': headerNotJson } = malformed;

const variants: Record<string, Row> = {
  ...byPrivateKey(malformed),
  ...cross(signerOfEachFamily, ofSignatures),
  ...cross(byPrivateKey({ 'one-word': oneWord, 'header-not-json': headerNotJson }), furtherEndpoints),
};

export default testCase({
  title: 'A malformed assertion is answered by a well-formed client error, and the endpoint stays healthy',
  verifies: ['CA-035'],
  variants,
  async run(
    { oauth },
    { assertion, oversized = false, tolerable = false, endpoint = 'token', method = 'private_key_jwt', alg },
  ) {
    const client = await oauth.client({ method, ...(alg && { alg }) });
    await control(oauth.call(endpoint, client));
    const reply = await oauth.call(endpoint, client, { assertion: assertion(client, endpoint), oversized });
    if (reply.kind !== 'accepted' || !tolerable) {
      if (oversized) {
        expectRefused(reply);
        assert.ok(reply.status < 500, `a server fault instead of a client error: ${describeReply(reply)}`);
      } else expectClientError(reply);
    }
    await control(oauth.call(endpoint, client));
  },
});

function byPrivateKey(rows: Record<string, Malformed>) {
  const features = ['private_key_jwt'];
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, { ...row, features }]));
}

function withSignature(change: (right: Buffer) => Buffer): Malformed {
  return {
    assertion(client, endpoint) {
      const { signature, ...signed } = dissect(client.assertion({ endpoint }));
      return assemble({ ...signed, signature: change(signature) });
    },
  };
}
