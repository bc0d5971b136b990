import {
  assemble,
  control,
  cross,
  dissect,
  type ecCurves,
  expectRefused,
  signers,
  testCase,
} from '../harness/index.ts';

/** n of each curve (SEC 2 v2 §2.4.2, §2.5.1, §2.6.1), as long as R and S are. */
const orders: Record<keyof typeof ecCurves, Buffer> = {
  ES256: hex('ffffffff00000000 ffffffffffffffff bce6faada7179e84 f3b9cac2fc632551'),
  ES384: hex(
    'ffffffffffffffff ffffffffffffffff ffffffffffffffff c7634d81f4372ddf 581a0db248b0a77a ecec196accc52973',
  ),
  ES512: hex(
    '01ff ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff fa51868783bf2f96 6b7fcc0148f709a5 d03bb5c9b8899c47 aebb6fb71e913864 09',
  ),
};

type Halves = { r: Buffer; s: Buffer; order: Buffer };
type Degenerate = { sign(right: Halves): Buffer[] };

const zero = (like: Buffer) => Buffer.alloc(like.length);

const degenerates: Record<string, Degenerate> = {
  'r-and-s-zero': { sign: ({ r, s }) => [zero(r), zero(s)] },
  'r-zero': { sign: ({ r, s }) => [zero(r), s] },
  's-zero': { sign: ({ r, s }) => [r, zero(s)] },
  'r-and-s-the-order': { sign: ({ order }) => [order, order] },
  'r-the-order': { sign: ({ s, order }) => [order, s] },
  's-the-order': { sign: ({ r, order }) => [r, order] },
  'one-byte-short': { sign: ({ r, s }) => [r, s.subarray(0, -1)] },
  'one-byte-more': { sign: ({ r, s }) => [r, s, Buffer.alloc(1)] },
  'a-zero-before-each-half': { sign: ({ r, s }) => [Buffer.alloc(1), r, Buffer.alloc(1), s] },
  'one-half': { sign: ({ r }) => [r] },
  empty: { sign: () => [] },
};

export default testCase({
  title:
    'An ECDSA signature is refused when R or S is zero or the order of the curve, or its length is wrong',
  verifies: ['CA-037'],
  variants: cross(signers('ES'), degenerates),
  async run({ oauth }, { method, alg, sign }) {
    const client = await oauth.client({ method, alg });
    await control(oauth.token(client));
    const { signature, ...signed } = dissect(client.assertion());
    const half = signature.length / 2;
    const order = orders[alg as keyof typeof orders];
    const right = { r: signature.subarray(0, half), s: signature.subarray(half), order };
    const assertion = assemble({ ...signed, signature: Buffer.concat(sign(right)) });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}
