import {
  assemble,
  type ClientAuthMethod,
  type CompactParts,
  control,
  cross,
  dissect,
  type EndpointName,
  expectRefused,
  flipBit,
  furtherEndpoints,
  jwtMethods,
  signers,
  testCase,
} from '../harness/index.ts';

type Tampering = { tamper(parts: CompactParts, other: CompactParts): Partial<CompactParts> };

/** Each stays well-formed JSON and base64url. */
const tamperings = {
  // Only how it is written: a member that nobody knows is refused by some whatever the signature says.
  'header-changed': { tamper: ({ header }) => ({ header: Buffer.from(` ${header}`) }) },
  'claims-changed': { tamper: ({ claims }) => ({ claims: withMember(claims, 'changed') }) },
  'signature-first-byte': { tamper: ({ signature }) => ({ signature: flipBit(signature, 0) }) },
  'signature-last-byte': { tamper: ({ signature }) => ({ signature: flipBit(signature, -1) }) },
  'signature-middle-byte': {
    tamper: ({ signature }) => ({ signature: flipBit(signature, signature.length >> 1) }),
  },
  'signature-cut-short': { tamper: ({ signature }) => ({ signature: signature.subarray(0, -1) }) },
  'signature-with-more': {
    tamper: ({ signature }) => ({ signature: Buffer.concat([signature, Buffer.of(0)]) }),
  },
  'signature-stripped': { tamper: () => ({ signature: Buffer.alloc(0) }) },
  'signature-of-another-assertion': { tamper: (_, other) => ({ signature: other.signature }) },
} satisfies Record<string, Tampering>;

/** Degenerate ECDSA signatures are another requirement's. */
const ofZeros: Record<string, Tampering> = {
  'signature-of-zeros': { tamper: ({ signature }) => ({ signature: Buffer.alloc(signature.length) }) },
};

type Row = Tampering & {
  method: ClientAuthMethod;
  alg?: string;
  keys?: 'published';
  endpoint?: EndpointName;
};

/** Keys that are fetched may come another way than those that are registered. */
const published = { keys: 'published', features: ['jwks-uri'] } as const;
const { 'private-key-jwt': byKey } = jwtMethods;

const { 'claims-changed': claimsChanged } = tamperings;

const variants: Record<string, Row> = {
  ...cross(signers('RS', 'PS', 'ES', 'Ed', 'HS'), tamperings),
  ...cross(signers('RS', 'PS', 'Ed', 'HS'), ofZeros),
  ...cross(cross(jwtMethods, { 'claims-changed': claimsChanged }), furtherEndpoints),
  ...cross(cross({ 'private-key-jwt': byKey }, { 'claims-changed': claimsChanged }), { published }),
};

export default testCase({
  title: 'An assertion that was changed in its header, claims or signature is refused',
  verifies: ['CA-004'],
  variants,
  async run({ oauth }, { method, alg, keys, tamper, endpoint = 'token' }) {
    const client = await oauth.client({ method, ...(alg && { alg }), ...(keys && { keys }) });
    const other = client.assertion({ endpoint });
    await control(oauth.call(endpoint, client, { assertion: other }));
    const parts = dissect(client.assertion({ endpoint }));
    const assertion = assemble({ ...parts, ...tamper(parts, dissect(other)) });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

function withMember(json: Buffer, name: string): Buffer {
  return Buffer.from(JSON.stringify({ ...JSON.parse(json.toString()), [name]: true }));
}
