import {
  assemble,
  control,
  cross,
  dissect,
  type EndpointName,
  type ecCurves,
  expectRefused,
  furtherEndpoints,
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
    '01ff ffffffffffffffff ffffffffffffffff ffffffffffffffff fffffffffffffffa 51868783bf2f966b 7fcc0148f709a5d0 3bb5c9b8899c47ae bb6fb71e91386409',
  ),
};

type Halves = { r: Buffer; s: Buffer; order: Buffer };
type Degenerate = { sign(right: Halves): Buffer[] };

const zero = (like: Buffer) => Buffer.alloc(like.length);

const degenerates = {
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
  'one-zero-half': { sign: ({ r }) => [zero(r)] },
  empty: { sign: () => [] },
} satisfies Record<string, Degenerate>;

const { 'r-and-s-zero': zeros } = degenerates;
const { es256 } = signers('ES');

type Row = Degenerate & ReturnType<typeof signers>[string] & { endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(signers('ES'), degenerates),
  ...(es256 && cross(cross({ es256 }, { 'r-and-s-zero': zeros }), furtherEndpoints)),
};

export default testCase({
  title:
    'An ECDSA signature is refused when R or S is zero or the order of the curve, or its length is wrong',
  verifies: ['CA-037'],
  variants,
  async run({ oauth }, { method, alg, sign, endpoint = 'token' }) {
    const client = await oauth.client({ method, alg });
    await control(oauth.call(endpoint, client));
    const { signature, ...signed } = dissect(client.assertion({ endpoint }));
    const half = signature.length / 2;
    const order = orders[alg as keyof typeof orders];
    const right = { r: signature.subarray(0, half), s: signature.subarray(half), order };
    const assertion = assemble({ ...signed, signature: Buffer.concat(sign(right)) });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}
