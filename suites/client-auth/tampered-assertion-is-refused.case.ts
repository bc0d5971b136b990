import {
  assemble,
  type CompactParts,
  control,
  cross,
  dissect,
  expectRefused,
  flipBit,
  signers,
  testCase,
} from '../harness/index.ts';

type Tampering = { tamper(parts: CompactParts, other: CompactParts): Partial<CompactParts> };

/** Each stays well-formed JSON and base64url. */
const tamperings: Record<string, Tampering> = {
  'header-changed': { tamper: ({ header }) => ({ header: withMember(header, 'changed') }) },
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
};

export default testCase({
  title: 'An assertion that was changed in its header, claims or signature is refused',
  verifies: ['CA-004'],
  variants: cross(signers('RS', 'PS', 'ES', 'Ed', 'HS'), tamperings),
  async run({ oauth }, { method, alg, tamper }) {
    const client = await oauth.client({ method, alg });
    const other = client.assertion();
    await control(oauth.token(client, { assertion: other }));
    const parts = dissect(client.assertion());
    const assertion = assemble({ ...parts, ...tamper(parts, dissect(other)) });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});

function withMember(json: Buffer, name: string): Buffer {
  return Buffer.from(JSON.stringify({ ...JSON.parse(json.toString()), [name]: true }));
}
