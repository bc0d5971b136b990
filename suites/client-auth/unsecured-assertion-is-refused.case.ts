import {
  assemble,
  type CompactParts,
  control,
  cross,
  dissect,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  testCase,
  wideLetter,
} from '../harness/index.ts';

const spellings = {
  none: { alg: 'none' },
  'none-capitalised': { alg: 'None' },
  'none-upper-case': { alg: 'NONE' },
  'none-mixed-case': { alg: 'nOnE' },
  'none-with-space': { alg: 'none ' },
  'none-after-a-space': { alg: ' none' },
  'none-in-wide-letters': { alg: [...'none'].map(wideLetter).join('') },
  'none-in-an-array': { alg: ['none'] },
  empty: { alg: '' },
  null: { alg: null },
  false: { alg: false },
  missing: { alg: undefined },
} satisfies Record<string, { alg: Json | undefined }>;

const { none } = spellings;
type Ending = { pinned?: false; keys?: 'published'; end(parts: CompactParts): string };

const signatures: Record<string, Ending> = {
  unsigned: { end: unsigned },
  'with-signature': { end: assemble },
};
/** What makes a lenient reader skip the look-up of a key or the third segment altogether. */
const shorter: Record<string, Ending & { kid?: 'left-out' }> = {
  'unsigned-without-kid': { end: unsigned, kid: 'left-out' },
  'without-third-segment': { end: (parts) => unsigned(parts).slice(0, -1) },
};

/** Where an algorithm is registered, that alone may keep another one out. */
const notPinned: Record<string, Ending> = {
  'unsigned-not-pinned': { pinned: false, end: unsigned },
};

/** Keys that are fetched may come another way than those that are registered. */
const published: Record<string, Ending & { features: string[] }> = {
  'unsigned-published': { keys: 'published', features: ['jwks-uri'], end: unsigned },
};
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = Ending & {
  method: 'private_key_jwt' | 'client_secret_jwt';
  alg: Json | undefined;
  kid?: 'left-out';
  endpoint?: EndpointName;
};

const variants: Record<string, Row> = {
  ...cross(cross(jwtMethods, spellings), signatures),
  ...cross(cross(jwtMethods, { none }), { ...shorter, ...notPinned }),
  ...cross(cross({ 'private-key-jwt': byKey }, { none }), published),
  ...cross(cross(cross(jwtMethods, { none }), signatures), furtherEndpoints),
};

export default testCase({
  title: 'An assertion that names no signature algorithm is refused, in whatever spelling',
  verifies: ['CA-005'],
  variants,
  async run({ oauth }, { method, pinned, keys, alg, end, kid, endpoint = 'token' }) {
    const client = await oauth.client({ method, ...(pinned === false && { pinned }), ...(keys && { keys }) });
    await control(oauth.call(endpoint, client));
    const header = { alg, ...(kid && { kid: undefined }) };
    const assertion = end(dissect(client.assertion({ endpoint, header })));
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

function unsigned(parts: CompactParts): string {
  return assemble({ ...parts, signature: Buffer.alloc(0) });
}
